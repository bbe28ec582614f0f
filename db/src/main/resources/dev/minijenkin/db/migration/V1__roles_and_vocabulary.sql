-- The roles of the product are group roles without a login: people and processes log in with roles of
-- their own that are members of these. A database administrator may have made them already.
do $$
declare
    role_name text;
begin
    foreach role_name in array array[
        'mj_owner', 'mj_viewer', 'mj_operator', 'mj_admin', 'mj_server', 'mj_runner', 'mj_guest_runner']
    loop
        begin
            if not exists (select from pg_roles where rolname = role_name) then
                execute format('create role %I nologin', role_name);
            end if;
        exception
            -- Two databases of one cluster may be migrated at the same moment.
            when duplicate_object or unique_violation then null;
        end;
    end loop;
end
$$;

-- An operator can do what a viewer can, an administrator what an operator can.
do $$
begin
    if not pg_has_role('mj_operator', 'mj_viewer', 'member') then
        grant mj_viewer to mj_operator;
    end if;
    if not pg_has_role('mj_admin', 'mj_operator', 'member') then
        grant mj_operator to mj_admin;
    end if;
exception
    when unique_violation then null;
end
$$;

-- Vocabulary: each word is spelled once, here, and the enums of the code follow it.
create domain run_state as text
    check (value in ('queued', 'running', 'waiting', 'finished'));
create domain job_state as text
    check (value in ('blocked', 'waiting', 'queued', 'claimed', 'running', 'finished'));
create domain step_state as text
    check (value in ('pending', 'running', 'finished'));
create domain conclusion as text
    check (value in ('success', 'failure', 'cancelled', 'skipped', 'timed_out'));
create domain cause as text
    check (value in (
        'exit_code', 'runner_lost', 'superseded', 'never_schedulable', 'cancelled_by_command', 'timeout',
        'dependency', 'condition', 'workflow_invalid', 'checkout_failed', 'runner_error', 'runner_stopped',
        'rejected'));
comment on domain cause is 'Why a conclusion is what it is; every failure has one';
create domain waiting_reason as text
    check (value in ('approval', 'concurrency', 'deployment_lock', 'hold'));
create domain delivery_state as text
    check (value in ('received', 'processed', 'ignored', 'failed'));
create domain command_state as text
    check (value in ('pending', 'done', 'refused', 'failed'));
create domain annotation_level as text
    check (value in ('notice', 'warning', 'failure'));

-- What every process must agree on. One row.
create table settings (
    only_row boolean primary key default true check (only_row),
    lease_seconds integer not null default 30 check (lease_seconds between 2 and 3600),
    acknowledge_seconds integer not null default 15 check (acknowledge_seconds between 2 and 3600),
    max_claims_per_job integer not null default 3 check (max_claims_per_job between 1 and 100),
    log_limit_bytes bigint not null default 1073741824 check (log_limit_bytes > 0),
    log_retention_days integer not null default 90 check (log_retention_days between 1 and 36500)
);
comment on table settings is 'What every process must agree on; one row';
comment on column settings.lease_seconds is
    'A runner silent for longer has lost its claims: they are released by whoever notices';
comment on column settings.acknowledge_seconds is
    'A claim that its runner has not acknowledged within this goes back to the queue';
comment on column settings.max_claims_per_job is
    'How often a job may be claimed in all before it fails with runner_lost';
comment on column settings.log_limit_bytes is
    'Uncompressed bytes of log a job may write; what comes after is cut with a visible marker';
insert into settings default values;
