create table queue (
    label_set_id integer not null references label_sets,
    priority smallint not null,
    vtime bigint not null,
    job_id bigint not null unique references jobs on delete cascade,
    repository_id bigint not null,
    queued_at timestamptz not null default now(),
    primary key (label_set_id, priority, vtime, job_id)
) with (
    fillfactor = 90,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0
);
comment on table queue is 'Only jobs that could start now, in the order in which they are claimed';
comment on column queue.vtime is
    'Fair rank between repositories, given when the job enters (start-time fair queueing)';

comment on column queue.queued_at is 'Of this stay in the queue: depth and oldest wait are one scan of this table';

create table claims (
    id bigint generated always as identity primary key,
    job_id bigint not null references jobs on delete cascade,
    runner_id bigint not null references runners on delete cascade,
    instance uuid not null,
    claimed_by text not null default session_user,
    priority smallint not null,
    vtime bigint not null,
    log_day date not null default (now() at time zone 'UTC')::date,
    claimed_at timestamptz not null default now(),
    acknowledged_at timestamptz,
    released_at timestamptz,
    outcome text check (outcome in ('finished', 'returned', 'unacknowledged', 'runner_lost')),
    check ((released_at is null) = (outcome is null))
) with (fillfactor = 80);
-- At most one live claim a job: the invariant on which everything rests.
create unique index claims_live on claims (job_id) where released_at is null;
create index claims_live_by_runner on claims (runner_id) where released_at is null;
create index claims_by_job on claims (job_id, id);
-- Claims are appended in the order of time, so a few pages tell what was claimed in a minute.
create index claims_claimed_at on claims using brin (claimed_at) with (pages_per_range = 16);
comment on table claims is
    'Each time a runner takes a job. The id only grows: it is the fencing token that every later write names';
comment on column claims.instance is
    'runners.instance of the process that took it: claims of an earlier process are lost at once';
comment on column claims.claimed_by is 'Database role of the runner';
comment on column claims.vtime is
    'Rank that the job had in the queue; the newest claim''s is the virtual time of the system';
comment on column claims.log_day is 'Partition of job_logs into which this claim writes';
comment on column claims.outcome is
    'finished: result recorded; returned: given back by its runner; the others: released by whoever noticed';

create table steps (
    claim_id bigint not null references claims on delete cascade,
    number integer not null check (number > 0),
    job_id bigint not null references jobs on delete cascade,
    key text,
    name text not null,
    state step_state not null default 'pending',
    outcome conclusion,
    conclusion conclusion,
    exit_code integer,
    first_line bigint,
    started_at timestamptz,
    finished_at timestamptz,
    primary key (claim_id, number),
    check ((state = 'finished') = (conclusion is not null))
) with (fillfactor = 80);
create index steps_by_job on steps (job_id, claim_id, number);
comment on table steps is 'The steps of a job as one claim carries them out';
comment on column steps.key is 'id of the step in the workflow file, where it has one';
comment on column steps.outcome is 'Result before continue-on-error; conclusion is the one after it';
comment on column steps.first_line is 'Line of the job''s log at which it begins';
