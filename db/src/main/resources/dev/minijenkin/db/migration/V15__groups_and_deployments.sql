-- Nobody was a member of a group before this migration.
drop table concurrency_groups;
create table concurrency_groups (
    id bigint generated always as identity primary key,
    repository_id bigint not null references repositories on delete cascade,
    key text not null check (key <> '' and length(key) <= 400),
    name text not null check (name <> '' and length(name) <= 400),
    run_id bigint not null references pipeline_runs on delete cascade,
    job_id bigint references jobs on delete cascade,
    active boolean not null default false,
    cancels boolean not null,
    in_line boolean not null,
    cancel_asked boolean not null default false,
    entered_at timestamptz not null default now(),
    check (not (cancels and in_line)),
    check (active or not cancel_asked)
) with (fillfactor = 70);
-- Two active members of one group must be impossible.
create unique index concurrency_groups_active on concurrency_groups (repository_id, key) where active;
create index concurrency_groups_waiting on concurrency_groups (repository_id, key, id) where not active;
create unique index concurrency_groups_runs on concurrency_groups (run_id) where job_id is null;
create unique index concurrency_groups_jobs on concurrency_groups (job_id) where job_id is not null;
create index concurrency_groups_by_run on concurrency_groups (run_id);
comment on table concurrency_groups is
    'Members of concurrency groups: at most one active, the others wait in the order of their ids; who leaves is deleted';
comment on column concurrency_groups.key is 'The name in one spelling: names that differ in case are one group';
comment on column concurrency_groups.name is 'As the member''s file spells it';
comment on column concurrency_groups.job_id is 'Null where the whole run is the member';
comment on column concurrency_groups.cancels is 'cancel-in-progress: its coming cancels the active member';
comment on column concurrency_groups.in_line is 'queue: max: its coming does not replace those that wait';
comment on column concurrency_groups.cancel_asked is 'The active member was asked to end for a newer one';
grant select on concurrency_groups to mj_viewer, mj_server, mj_runner;
grant insert, update, delete on concurrency_groups to mj_server, mj_runner;

alter table pipeline_runs
    add column message text,
    add column concurrency_group text check (concurrency_group <> '' and length(concurrency_group) <= 400),
    add column concurrency_cancels boolean not null default false,
    add column concurrency_in_line boolean not null default false,
    add column cancel_cause cause;
update pipeline_runs set cancel_cause = 'cancelled_by_command' where cancel_requested_at is not null;
alter table pipeline_runs
    add constraint pipeline_runs_cancel_has_cause check ((cancel_requested_at is null) = (cancel_cause is null));
comment on column pipeline_runs.message is 'One sentence for a person: why the run waits as a whole';
comment on column pipeline_runs.concurrency_group is
    'Name of the group that every attempt of the run enters as a whole; null: none';
comment on column pipeline_runs.cancel_cause is 'Why the current attempt is cancelled: by a command, or superseded';

alter table jobs
    add column guarded boolean not null default false,
    add column concurrency_group text,
    add column cancel_cause cause;
update jobs set cancel_cause = 'cancelled_by_command' where cancel_requested_at is not null;
alter table jobs
    add constraint jobs_cancel_has_cause check ((cancel_requested_at is null) = (cancel_cause is null));
comment on column jobs.guarded is
    'Its file names a concurrency group or an environment, which it enters before it is queued';
comment on column jobs.concurrency_group is 'Name of the group that it entered; null: none yet';
comment on column jobs.environment is 'Name of the environment of the job; null: none, or its turn has not come yet';
comment on column jobs.cancel_cause is 'Why its runner was asked to end it';

-- The lock outlives a deployment that is deleted with its run: then it is free.
alter table deployment_locks
    drop constraint deployment_locks_check,
    drop constraint deployment_locks_check1,
    add constraint deployment_locks_held_since check (deployment_id is null or held_since is not null);
