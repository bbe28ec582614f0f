create table pipeline_runs (
    id bigint generated always as identity primary key,
    pipeline_id bigint not null references pipelines on delete cascade,
    repository_id bigint not null references repositories on delete cascade,
    number bigint not null check (number > 0),
    attempt integer not null default 1 check (attempt > 0),
    state run_state not null default 'queued',
    conclusion conclusion,
    cause cause,
    title text not null,
    event text not null,
    ref text not null,
    commit_sha text not null check (commit_sha ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'),
    commit_title text not null default '',
    commit_author text not null default '',
    actor text not null,
    priority smallint not null default 50 check (priority between 0 and 99),
    hook_delivery_id bigint references hook_deliveries on delete set null,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    unique (pipeline_id, number),
    -- A delivery that is processed twice (a crash between commit and answer) starts each pipeline once.
    unique (hook_delivery_id, pipeline_id),
    check ((state = 'finished') = (conclusion is not null)),
    check ((state = 'finished') = (finished_at is not null)),
    check (conclusion is distinct from 'failure' or cause is not null)
);
create index pipeline_runs_open on pipeline_runs (id) where state <> 'finished';
create index pipeline_runs_by_repository on pipeline_runs (repository_id, id desc);
create index pipeline_runs_finished on pipeline_runs (finished_at) where state = 'finished';
comment on table pipeline_runs is 'One execution of a pipeline; a rerun is a further attempt of the same run';
comment on column pipeline_runs.number is 'Counts up per pipeline from 1';
comment on column pipeline_runs.attempt is 'The current attempt; the jobs of all attempts are kept';
comment on column pipeline_runs.title is 'run-name of the workflow, else the first line of the commit message';
comment on column pipeline_runs.ref is 'Full ref: refs/heads/main, refs/tags/v1';
comment on column pipeline_runs.priority is '0 is served first, 99 last';

create table run_sources (
    run_id bigint primary key references pipeline_runs on delete cascade,
    workflow bytea not null,
    event bytea not null,
    inputs jsonb not null default '{}'
);
comment on table run_sources is 'What a run was made from, for reruns and for the run page; never read by the queue';
comment on column run_sources.workflow is 'The workflow file at the commit, byte for byte';
comment on column run_sources.event is 'The event payload (JSON) that the github.event context shows';

create table label_sets (
    id integer generated always as identity primary key,
    labels text[] not null unique check (array_position(labels, null) is null and cardinality(labels) > 0)
);
comment on table label_sets is
    'Interned runs-on label sets (sorted, lower case), so that the queue is claimed in index order';

create table runners (
    id bigint generated always as identity primary key,
    name text not null check (name ~ '^[A-Za-z0-9_.-]{1,100}$'),
    instance uuid not null,
    labels text[] not null check (array_position(labels, null) is null),
    capacity integer not null check (capacity between 1 and 1000),
    host text not null,
    os text not null,
    architecture text not null,
    version text not null,
    pid bigint not null,
    draining boolean not null default false,
    registered_at timestamptz not null default now(),
    stopped_at timestamptz
);
create unique index runners_name on runners (lower(name));
comment on table runners is 'A runner process on a build host; one row a name, kept after the process stopped';
comment on column runners.instance is
    'Identity of the running process: a second process that took the name over ends the first one''s rights';
comment on column runners.labels is 'Sorted, lower case';
comment on column runners.capacity is 'How many jobs it carries out at a time';
comment on column runners.stopped_at is 'Set when it left in good order; null while it runs or after it died';

create table runner_heartbeats (
    runner_id bigint primary key references runners on delete cascade,
    heartbeat_at timestamptz not null default now(),
    load_average real
) with (fillfactor = 50);
comment on table runner_heartbeats is
    'Apart from runners and without a further index, so that a heartbeat is one narrow HOT update';

create table jobs (
    id bigint generated always as identity primary key,
    run_id bigint not null references pipeline_runs on delete cascade,
    attempt integer not null check (attempt > 0),
    repository_id bigint not null references repositories on delete cascade,
    key text not null,
    matrix_index integer not null default 0 check (matrix_index >= 0),
    name text not null,
    needs text[] not null default '{}',
    label_set_id integer references label_sets,
    priority smallint not null check (priority between 0 and 99),
    state job_state not null,
    waiting_for waiting_reason,
    conclusion conclusion,
    cause cause,
    message text,
    environment text,
    timeout_minutes integer not null default 360 check (timeout_minutes > 0),
    claims_left integer not null check (claims_left >= 0),
    claimed_by bigint references runners on delete set null,
    outputs jsonb not null default '{}',
    reused_job_id bigint references jobs on delete set null,
    cancel_requested_at timestamptz,
    created_at timestamptz not null default now(),
    queued_at timestamptz,
    claimed_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    log_lines bigint not null default 0,
    log_bytes bigint not null default 0,
    log_truncated boolean not null default false,
    unique (run_id, attempt, key, matrix_index),
    check ((state = 'finished') = (conclusion is not null)),
    check ((state = 'finished') = (finished_at is not null)),
    check ((state = 'waiting') = (waiting_for is not null)),
    check (conclusion is distinct from 'failure' or cause is not null),
    check (state not in ('queued', 'claimed', 'running') or label_set_id is not null)
) with (fillfactor = 80);
create index jobs_finished on jobs (finished_at) where state = 'finished';
create index jobs_open on jobs (state, id) where state <> 'finished';
comment on table jobs is 'One job of one attempt of a run; a matrix leg is a job';
comment on column jobs.key is 'Id of the job in the workflow file';
comment on column jobs.needs is 'Keys of the jobs that must be finished before';
comment on column jobs.message is 'One sentence for a person: why it failed, was skipped or waits';
comment on column jobs.claims_left is 'How often it may still be claimed after a lost runner';
comment on column jobs.claimed_by is 'The runner of the live or the last claim';
comment on column jobs.reused_job_id is 'On a partial rerun: the job of an earlier attempt whose result counts';
comment on column jobs.log_truncated is 'Whether the limit of the log cut it';

create table job_definitions (
    job_id bigint primary key references jobs on delete cascade,
    definition jsonb not null
);
comment on table job_definitions is
    'What a runner carries out: steps, env, contexts, as the planner wrote them; read once per claim';

create table annotations (
    id bigint generated always as identity primary key,
    run_id bigint not null references pipeline_runs on delete cascade,
    attempt integer not null,
    job_id bigint references jobs on delete cascade,
    step_number integer,
    level annotation_level not null,
    title text,
    message text not null,
    path text,
    line integer check (line > 0),
    column_number integer check (column_number > 0),
    end_line integer,
    end_column_number integer,
    created_at timestamptz not null default now()
);
create index annotations_by_run on annotations (run_id, id);
comment on table annotations is
    'Errors, warnings and notices with their place: of the workflow file (no job) or of a step';
