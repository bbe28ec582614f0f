-- Roles and vocabulary. What everything else is built on: the roles that a person or a process may be a member of,
-- the words that states and reasons are told in, and the numbers that every process must agree on.

-- The roles of the product are group roles without a login: people and processes log in with roles of their own that
-- are members of these. A database administrator may have made them already; then their comments are his too.
do $$
declare
    role record;
begin
    for role in
        select * from (values
            ('mj_owner', 'Owns the schema and migrates it'),
            ('mj_viewer', 'Reads everything but what could be used to pretend or to open'),
            ('mj_operator', 'A viewer who also acts, by inserting commands'),
            ('mj_admin', 'An operator who also manages repositories, environments, secrets, targets and settings'),
            ('mj_server', 'A server process: takes deliveries, starts runs, keeps house'),
            ('mj_runner', 'A runner process on a trusted build host: carries jobs out and advances their runs'),
            ('mj_guest_runner', 'A runner process on a host that runs code nobody has reviewed: holds nothing yet'))
            as wanted (name, meaning)
    loop
        begin
            if not exists (select from pg_roles where rolname = role.name) then
                execute format('create role %I nologin', role.name);
                execute format('comment on role %I is %L', role.name, role.meaning);
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

-- Each word is spelled once, here, and the enums of the code follow it.
create domain run_state as text
    check (value in ('queued', 'running', 'waiting', 'finished'));
comment on domain run_state is
    'queued: made, no job has begun; running: a job has begun; waiting: as a whole, for its concurrency group; '
    'finished: has a conclusion';

create domain job_state as text
    check (value in ('blocked', 'waiting', 'queued', 'claimed', 'running', 'finished'));
comment on domain job_state is
    'In the order in which a job passes through them. blocked: its needs are open; waiting: for what waiting_for says; '
    'queued: could start now; claimed: a runner took it and has not said yet that it began; running; '
    'finished: has a conclusion';

create domain job_form as text
    check (value in ('steps', 'call', 'deferred'));
comment on domain job_form is
    'steps: carried out by a runner; call: the jobs of another workflow take its place when its turn comes; '
    'deferred: not planned yet, because its plan needs the outputs of earlier jobs';

create domain step_state as text
    check (value in ('pending', 'running', 'finished'));
comment on domain step_state is 'pending: has not begun; running; finished: has a conclusion';

create domain conclusion as text
    check (value in ('success', 'failure', 'cancelled', 'skipped', 'timed_out'));
comment on domain conclusion is 'How a run, a job or a step ended';

create domain cause as text
    check (value in (
        'exit_code', 'runner_lost', 'superseded', 'never_schedulable', 'cancelled_by_command', 'timeout',
        'dependency', 'condition', 'workflow_invalid', 'checkout_failed', 'runner_error', 'runner_stopped',
        'rejected'));
comment on domain cause is 'Why a conclusion is what it is; every failure has one';

create domain waiting_reason as text
    check (value in ('approval', 'concurrency', 'deployment_lock', 'hold'));
comment on domain waiting_reason is
    'approval: of a person; concurrency: a turn in its group; deployment_lock: that of its environment; '
    'hold: until a person lets it go';

create domain annotation_level as text
    check (value in ('notice', 'warning', 'failure'));
comment on domain annotation_level is 'How much an annotation matters';

create domain delivery_state as text
    check (value in ('received', 'processed', 'ignored', 'failed'));
comment on domain delivery_state is
    'received: still to be processed, or tried again; processed: its runs are there; '
    'ignored: it asks for nothing that any workflow file wants; failed: for good';

create domain command_state as text
    check (value in ('pending', 'done', 'refused', 'failed'));
comment on domain command_state is
    'pending: not executed yet; done; refused: it may not or cannot be done, and nothing was changed; '
    'failed: something went wrong, and nothing was changed';

create table settings (
    only_row boolean primary key default true check (only_row),
    lease_seconds integer not null default 30 check (lease_seconds between 2 and 3600),
    acknowledge_seconds integer not null default 15 check (acknowledge_seconds between 2 and 3600),
    max_claims_per_job integer not null default 3 check (max_claims_per_job between 1 and 100),
    log_limit_bytes bigint not null default 1073741824 check (log_limit_bytes > 0),
    log_retention_days integer not null default 90 check (log_retention_days between 1 and 36500)
);
comment on table settings is 'What every process must agree on; one row, which administrators change';
comment on column settings.only_row is 'Always true: a second row is impossible';
comment on column settings.lease_seconds is
    'A runner silent for longer has lost its claims: they are released by whoever notices';
comment on column settings.acknowledge_seconds is
    'A claim that its runner has not acknowledged within this goes back to the queue';
comment on column settings.max_claims_per_job is
    'How often a job may be claimed in all before it fails with runner_lost';
comment on column settings.log_limit_bytes is
    'Uncompressed bytes of log a job may write; what comes after is cut with a visible marker';
comment on column settings.log_retention_days is 'Partitions of job_logs that are older are dropped';

insert into settings default values;
