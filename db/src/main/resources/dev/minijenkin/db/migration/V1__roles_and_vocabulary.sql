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
            ('mj_guest_runner', 'A runner process on a host that runs code nobody has reviewed: calls functions that look at its claim'))
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

-- Everything is to belong to mj_owner, not to whoever migrates: a function that runs with the rights of its owner must
-- not be code of a superuser. Who may create roles lets himself in; anybody else must be a member already.
do $$
begin
    if not pg_has_role('mj_owner', 'set') or not pg_has_role('mj_owner', 'usage') then
        execute format('grant mj_owner to %I with inherit true, set true', current_user);
    end if;
exception
    when insufficient_privilege then
        raise exception 'The role % cannot migrate, because it is no member of mj_owner', current_user
            using errcode = 'insufficient_privilege',
                hint = format('Let an administrator do: grant mj_owner to %I', current_user);
end
$$;

-- Functions of the owner make and remove the logins of people and of guest runners, so that no administrator has to be somebody who may create
-- roles. Where whoever migrates may not give that away it is left, and those functions say so.
do $$
declare
    managed text;
begin
    if not (select rolcreaterole from pg_roles where rolname = 'mj_owner') then
        alter role mj_owner createrole;
    end if;
    foreach managed in array array['mj_viewer', 'mj_operator', 'mj_admin', 'mj_guest_runner'] loop
        if not exists (
            select from pg_auth_members
            where member = 'mj_owner'::regrole and roleid = managed::regrole and admin_option) then
            execute format('grant %I to mj_owner with admin true, inherit false, set false', managed);
        end if;
    end loop;
exception
    when insufficient_privilege then
        raise warning 'Administrators of Mini-Jenkin cannot add people by themselves, because % may not let mj_owner do so',
            current_user;
    when unique_violation then null;
end
$$;

-- What only the owner of the database or of its schema may do. Where somebody else migrates it is left as it is, with a
-- warning; docs/security.md tells what an administrator does then.
do $$
declare
    here constant text := current_database();
    kept record;
begin
    begin
        grant usage, create on schema public to mj_owner;
        revoke create on schema public from public;
        execute format('grant temporary on database %I to mj_owner', here);
        execute format('revoke temporary on database %I from public', here);
        -- Of people: the pools of the product and pg_dump say themselves what counts for them.
        for kept in
            select * from (values
                ('idle_in_transaction_session_timeout', '5min'),
                ('statement_timeout', '15min'),
                ('transaction_timeout', '1h'))
                as wanted (name, value)
            where not exists (
                select from pg_db_role_setting s, unnest(s.setconfig) config
                where s.setrole = 0 and starts_with(config, wanted.name || '=')
                    and s.setdatabase = (select oid from pg_database where datname = here))
        loop
            execute format('alter database %I set %I = %L', here, kept.name, kept.value);
        end loop;
    exception
        when insufficient_privilege then
            raise warning 'Rights and limits of the database % are left as they are, because it is not owned by %',
                here, current_user;
    end;
    if not has_schema_privilege('mj_owner', 'public', 'create') then
        raise exception 'mj_owner may not create anything in the schema public'
            using errcode = 'insufficient_privilege',
                hint = 'Let the owner of the database do: grant create on schema public to mj_owner';
    end if;
    -- Since when a session holds a lock is told to those that wait, by a function of the owner.
    begin
        grant pg_read_all_stats to mj_owner;
    exception
        when insufficient_privilege then null;
    end;
end
$$;

-- Advisory locks belong to everybody who may connect, and so do large objects and messages in the log of writes. Only a
-- superuser can take them away: from those who only read.
do $$
declare
    function record;
begin
    if not (select rolsuper from pg_roles where rolname = current_user) then
        raise warning 'Who may connect may take advisory locks, because no superuser migrates';
        return;
    end if;
    for function in
        select oid::regprocedure as signature, proname like '%advisory%' as is_lock
        from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace
            and (proname like 'pg\_%advisory\_%'
                or proname in ('lo_creat', 'lo_create', 'lo_from_bytea', 'pg_logical_emit_message'))
    loop
        execute format('revoke execute on function %s from public', function.signature);
        if function.is_lock then
            execute format('grant execute on function %s to mj_owner, mj_server, mj_runner', function.signature);
        end if;
    end loop;
end
$$;

set local role mj_owner;

-- Of every function that comes from now on.
alter default privileges revoke execute on functions from public;

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
    check (value in ('approval', 'concurrency', 'deployment_lock', 'hold', 'wait_timer'));
comment on domain waiting_reason is
    'approval: of a person; concurrency: a turn in its group; deployment_lock: that of its environment; '
    'hold: until a person lets it go; wait_timer: the time that its environment has every deployment wait';

create domain annotation_level as text
    check (value in ('notice', 'warning', 'failure'));
comment on domain annotation_level is 'How much an annotation matters';

create domain test_outcome as text
    check (value in ('passed', 'failed', 'skipped', 'flaky'));
comment on domain test_outcome is
    'passed; failed; skipped: not tried; flaky: it failed and passed when it was tried again in the same report';

create domain artifact_packing as text
    check (value in ('tar_gz', 'zip', 'none'));
comment on domain artifact_packing is
    'tar_gz: files in a tar, compressed by gzip; zip: files in a zip; none: one file as it is, called like the artifact';

create domain delivery_state as text
    check (value in ('received', 'processed', 'ignored', 'failed'));
comment on domain delivery_state is
    'received: still to be processed, or tried again; processed: its runs are there; '
    'ignored: it asks for nothing that any workflow file wants; failed: for good';

create domain command_state as text
    check (value in ('pending', 'done', 'refused', 'failed', 'withdrawn'));
comment on domain command_state is
    'pending: not executed yet; done; refused: it may not or cannot be done, and nothing was changed; '
    'failed: something went wrong, and nothing was changed; withdrawn: who sent it, or an administrator, took it back in time';

-- What a column of a row that is written often may hold. A CHECK of the table is read anew and held against the row by each
-- statement that writes any of its columns; this is looked at only where the column itself is written.
create domain positive as integer check (value > 0);
comment on domain positive is 'Counts from 1';

create domain not_negative as integer check (value >= 0);
comment on domain not_negative is 'Counts from 0';

create domain job_priority as smallint check (value between 0 and 99);
comment on domain job_priority is '0 is served first, 99 last';

create domain commit_hash as text check (length(value) in (40, 64) and value !~ '[^0-9a-f]');
comment on domain commit_hash is 'Hexadecimal: 40 digits, or 64 in a SHA-256 repository';

create domain group_name as text check (value <> '' and length(value) <= 400);
comment on domain group_name is 'Of a concurrency group, as it is spelled in a file';

create table settings (
    only_row boolean primary key default true check (only_row),
    lease_seconds integer not null default 30 check (lease_seconds between 2 and 3600),
    acknowledge_seconds integer not null default 15 check (acknowledge_seconds between 2 and 3600),
    max_claims_per_job integer not null default 3 check (max_claims_per_job between 1 and 100),
    deployment_grace_seconds integer not null default 15 check (deployment_grace_seconds between 0 and 3600),
    log_limit_bytes bigint not null default 1073741824 check (log_limit_bytes > 0),
    guest_artifact_limit_bytes bigint not null default 2147483648 check (guest_artifact_limit_bytes > 0),
    log_retention_days integer not null default 90 check (log_retention_days between 1 and 36500),
    run_retention_days integer not null default 90 check (run_retention_days between 1 and 36500),
    run_retention_count integer not null default 50 check (run_retention_count between 1 and 1000000),
    command_retention_days integer not null default 90 check (command_retention_days between 1 and 36500),
    delivery_retention_days integer not null default 30 check (delivery_retention_days between 1 and 36500),
    message_retention_days integer not null default 30 check (message_retention_days between 1 and 36500),
    figure_retention_days integer not null default 90 check (figure_retention_days between 31 and 36500)
);
comment on table settings is 'What every process must agree on; one row, which administrators change';
comment on column settings.only_row is 'Always true: a second row is impossible';
comment on column settings.lease_seconds is
    'A runner silent for longer has lost its claims: they are released by whoever notices';
comment on column settings.acknowledge_seconds is
    'A claim that its runner has not acknowledged within this goes back to the queue';
comment on column settings.max_claims_per_job is
    'How often a job may begin in all before it fails with runner_lost; a claim that never began does not count';
comment on column settings.deployment_grace_seconds is
    'How long, beyond the lease, an environment stays locked after a runner was lost in the middle of a deployment: '
    'time for the runner to end its processes by itself';
comment on column settings.log_limit_bytes is
    'Uncompressed bytes of log a job may write; what comes after is cut with a visible marker';
comment on column settings.guest_artifact_limit_bytes is
    'Bytes of artifacts that a job of a guest runner may keep in all';
comment on column settings.log_retention_days is 'Partitions of job_logs that are older are dropped';
comment on column settings.run_retention_days is
    'Runs that ended earlier are deleted with their jobs, but for the newest of each pipeline and for what is deployed';
comment on column settings.run_retention_count is 'How many of the newest runs of each pipeline stay, however old';
comment on column settings.command_retention_days is 'Commands that were executed earlier are deleted';
comment on column settings.delivery_retention_days is 'Deliveries that were processed earlier are deleted';
comment on column settings.message_retention_days is
    'Notifications that were made earlier and were delivered or given up are deleted';
comment on column settings.figure_retention_days is
    'Samples and roll-ups that are older are deleted; more than the thirty days that figures are told of';

insert into settings default values;

create table chore_locks (
    name text primary key,
    holder uuid,
    held_until timestamptz,
    constraint chore_locks_held_by_somebody check ((holder is null) = (held_until is null))
);
comment on table chore_locks is
    'A row for each chore that one process at a time does for all. Its lock is that of the row, which nobody can take '
    'who may only read; it ends with the transaction';
comment on column chore_locks.name is 'The chore (ChoreLock)';
comment on column chore_locks.holder is
    'Process that does it from one transaction to the next; null: it is none of those, or nobody does';
comment on column chore_locks.held_until is 'When another one may take it over; the holder puts that off again and again';
comment on constraint chore_locks_held_by_somebody on chore_locks is 'Who holds it does so until some time';

insert into chore_locks (name) values ('figures'), ('log_partitions'), ('open_work'), ('retention'), ('scale_hook'), ('search_index'), ('traces');
