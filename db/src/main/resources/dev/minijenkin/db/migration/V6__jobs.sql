-- Jobs. What a run consists of, what a runner is told of each, and what people are told with file and line.

set local role mj_owner;

create table jobs (
    id bigint generated always as identity primary key,
    run_id bigint not null references pipeline_runs on delete cascade,
    attempt positive not null,
    repository_id bigint not null references repositories on delete cascade,
    -- Which job it is.
    key text not null,
    leg text not null default '',
    matrix_index not_negative not null default 0,
    place integer[] not null default '{}',
    name text not null,
    -- What its file says of it.
    form job_form not null default 'steps',
    late boolean not null default false,
    calls text,
    needs text[] not null default '{}',
    label_set_id integer references label_sets,
    priority job_priority not null,
    timeout_minutes positive not null default 360,
    fail_fast boolean not null default true,
    max_parallel not_negative not null default 0,
    continue_on_error boolean not null default false,
    guarded boolean not null default false,
    environment text,
    concurrency_group text,
    -- How it stands.
    state job_state not null,
    waiting_for waiting_reason,
    conclusion conclusion,
    cause cause,
    message text,
    claims_left not_negative not null,
    claimed_by bigint,
    outputs jsonb not null default '{}',
    reused_job_id bigint references jobs on delete set null,
    cancel_requested_at timestamptz,
    cancel_cause cause,
    created_at timestamptz not null default now(),
    queued_at timestamptz,
    claimed_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    log_lines bigint not null default 0,
    log_bytes bigint not null default 0,
    log_truncated boolean not null default false,
    unique (run_id, attempt, key, matrix_index),
    constraint jobs_finished_has_conclusion check ((state = 'finished') = (conclusion is not null)),
    constraint jobs_finished_has_time check ((state = 'finished') = (finished_at is not null)),
    constraint jobs_waiting_has_reason check ((state = 'waiting') = (waiting_for is not null)),
    constraint jobs_failure_has_cause check (conclusion is distinct from 'failure' or cause is not null),
    constraint jobs_cancel_has_cause check ((cancel_requested_at is null) = (cancel_cause is null)),
    constraint jobs_labels_known check (
        state not in ('queued', 'claimed', 'running') or label_set_id is not null
        or (form = 'call' and state = 'running')),
    constraint jobs_calls_something check (calls is null or form = 'call')
) with (fillfactor = 80, vacuum_truncate = off);
comment on table jobs is 'One job of one attempt of a run; a leg of a matrix is a job';
comment on column jobs.attempt is 'Of its run; older attempts are kept';
comment on column jobs.repository_id is 'That of the run';
comment on column jobs.key is
    'Id of the job in the workflow file; of a called job caller/job, or caller.leg/job where the caller has a matrix';
comment on column jobs.leg is 'Id of the combination of the matrix; empty without one';
comment on column jobs.matrix_index is 'Place of the combination in the matrix, from 0';
comment on column jobs.place is
    'Order for people: place in the file and in the matrix, after those of the callers';
comment on column jobs.name is 'As people see it, with the values of its leg';
comment on column jobs.form is 'What it is made of';
comment on column jobs.late is
    'Was planned when its turn came, from outputs of earlier jobs: when these run again, so is it';
comment on column jobs.calls is
    'The file whose jobs took its place: ./path, or owner/repository/path@ref; null before that';
comment on column jobs.needs is 'Keys of the jobs that must be finished before';
comment on column jobs.label_set_id is 'What its runs-on asks for; null unless it has steps';
comment on column jobs.priority is '0 is served first, 99 last; that of its run';
comment on column jobs.timeout_minutes is 'How long its steps may take; its runner ends it then';
comment on column jobs.fail_fast is 'Whether its failure cancels the other legs';
comment on column jobs.max_parallel is 'How many legs may be under way at a time; 0: all';
comment on column jobs.continue_on_error is 'Whether its failure counts as success for others';
comment on column jobs.guarded is
    'It enters a concurrency group or an environment before it is queued or, as a call, expands';
comment on column jobs.environment is 'Name of the environment of the job; null: none, or its turn has not come yet';
comment on column jobs.concurrency_group is 'Name of the group that it entered last; null: none yet';
comment on column jobs.state is 'How far it is';
comment on column jobs.waiting_for is 'Null unless it is waiting';
comment on column jobs.conclusion is 'Null until it is finished';
comment on column jobs.cause is 'Why it ended so; null for a success, and until it is finished';
comment on column jobs.message is
    'One sentence for a person: why it failed, was skipped or waits; null where there is nothing to say';
comment on column jobs.claims_left is 'How often it may still be claimed after a lost runner';
comment on column jobs.claimed_by is
    'The runner of the live or the last claim; null: never claimed. No key of its own, which each update would pay for: '
    'the claim has one, and while there is a claim of a runner that one is there';
comment on column jobs.outputs is 'Object: its outputs as texts, by name; what needs it reads them';
comment on column jobs.reused_job_id is
    'On a partial rerun: the job of an earlier attempt whose result counts; null: it runs itself';
comment on column jobs.cancel_requested_at is 'When its runner was asked to end it; null: it was not';
comment on column jobs.cancel_cause is 'Why its runner was asked to end it';
comment on column jobs.queued_at is 
    'When it entered the queue; a claim that is given back does not change it. Null: not yet, or it has no steps';
comment on column jobs.claimed_at is
    'When its live or last claim was made; null before, and after it went back to the queue';
comment on column jobs.started_at is 'When its runner began, or its call expanded; null before';
comment on column jobs.finished_at is 'Null until it is finished';
comment on column jobs.log_lines is 'How many lines its runner wrote; 0 until it is finished';
comment on column jobs.log_bytes is 'How many bytes that is, uncompressed; 0 until it is finished';
comment on column jobs.log_truncated is 'Whether the limit of the log cut it';
comment on constraint jobs_run_id_attempt_key_matrix_index_key on jobs is
    'Each leg of each job is once in an attempt';
comment on constraint jobs_finished_has_conclusion on jobs is 'It has a conclusion once it is finished, and only then';
comment on constraint jobs_finished_has_time on jobs is 'It has a time of its end once it is finished, and only then';
comment on constraint jobs_waiting_has_reason on jobs is 'It says what it waits for while it waits, and only then';
comment on constraint jobs_failure_has_cause on jobs is 'Every failure has a cause';
comment on constraint jobs_cancel_has_cause on jobs is 'Whoever cancels says why';
comment on constraint jobs_labels_known on jobs is
    'From the queue on its labels are known; only a call runs without a runner';
comment on constraint jobs_calls_something on jobs is 'Only a call has a called file';

-- None of them names the state: a job that is claimed and begins changes no index.
create index jobs_open on jobs (run_id) where finished_at is null;
comment on index jobs_open is 'What is under way, by run: whether a job that ends is the last of its run';
create index jobs_planned on jobs (run_id) where finished_at is null and queued_at is null;
comment on index jobs_planned is
    'What the planner has still to look at in a run: jobs that are blocked or wait, and calls. Where there is none, the end of a job needs no planner';
create index jobs_bad on jobs (run_id) where conclusion in ('failure', 'cancelled', 'timed_out');
comment on index jobs_bad is 'What did not end well in a run';
create index jobs_by_time on jobs using brin (created_at, finished_at) with (pages_per_range = 32, autosummarize = on);
comment on index jobs_by_time is 'What was open at a minute of the past, as of pipeline_runs';
create index jobs_reused on jobs (reused_job_id) where reused_job_id is not null;
comment on index jobs_reused is 'Who took the result of a job over: asked when it is deleted';

create table job_templates (
    id bigint generated always as identity primary key,
    repository_id bigint not null references repositories on delete cascade,
    hash bytea not null check (length(hash) = 32),
    template jsonb not null,
    constraint job_templates_once unique (repository_id, hash)
);
comment on table job_templates is
    'What all runs of a workflow file say alike of a job: interned, so that it is stored once and not once a job';
comment on column job_templates.hash is 'SHA-256 of the template as the planner wrote it';
comment on column job_templates.template is
    'Object: steps, env, condition, outputs and what else a definition has, but for what definitions say themselves';
comment on constraint job_templates_once on job_templates is 'The same text is the same template';

create table job_definitions (
    job_id bigint primary key references jobs on delete cascade,
    template_id bigint not null,
    own jsonb not null default '{}',
    contexts jsonb not null default '{}'
) with (vacuum_truncate = off);
comment on table job_definitions is
    'What a runner carries out, apart from jobs, because it is read once a claim: only what differs from the template '
    'and from what the run says for all of its jobs. whole_job_definitions puts it together';
comment on column job_definitions.template_id is
    'That of job_templates, which go with their repository only; no reference, so that a job costs neither a lock nor an '
    'index there';
comment on column job_definitions.own is 'Object: what it says beside its template, or in its place';
comment on column job_definitions.contexts is
    'Object: its contexts beside those of run_sources, or in their place; of github single fields. needs is written when '
    'the turn of the job comes';

-- What is put together is asked for a job at a time, by keys: no plan can read all of it.
create view whole_job_definitions with (security_invoker) as
select d.job_id, (
    select t.template || d.own || jsonb_build_object(
        'contexts',
        s.contexts || d.contexts || jsonb_build_object(
            'github', coalesce(s.contexts -> 'github', '{}') || coalesce(d.contexts -> 'github', '{}')))
    from jobs j
    join run_sources s on s.run_id = j.run_id
    cross join job_templates t
    where j.id = d.job_id and t.id = d.template_id) as definition
from job_definitions d;
comment on view whole_job_definitions is 'What a runner carries out, as the planner wrote it';
comment on column whole_job_definitions.job_id is 'The job';
comment on column whole_job_definitions.definition is 'Object: steps, env, contexts, conditions';

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
comment on table annotations is
    'Errors, warnings and notices with their place: of the workflow file (no job) or of a step';
comment on column annotations.attempt is 'Of the run';
comment on column annotations.job_id is 'Null: it is about the workflow file';
comment on column annotations.step_number is 'Counts from 1; null: of no step';
comment on column annotations.level is 'How much it matters';
comment on column annotations.title is 'A few words before the message; null: none';
comment on column annotations.message is 'One sentence or more, for people';
comment on column annotations.path is 'File in the repository; null: no place';
comment on column annotations.line is 'Counts from 1; null: no line';
comment on column annotations.column_number is 'Counts from 1; null: the whole line';
comment on column annotations.end_line is 'Last line that it is about; null: that of line';
comment on column annotations.end_column_number is 'Last column that it is about; null: to the end of the line';

create index annotations_by_run on annotations (run_id, id);
comment on index annotations_by_run is 'Those of a run, in their order';
create index annotations_by_job on annotations (job_id) where job_id is not null;
comment on index annotations_by_job is 'Those of a job: asked when it is deleted';

create table run_actions (
    run_id bigint not null references pipeline_runs on delete cascade,
    attempt integer not null check (attempt > 0),
    repository text not null check (repository <> ''),
    ref text not null check (ref <> ''),
    commit_sha text not null check (length(commit_sha) in (40, 64) and commit_sha !~ '[^0-9a-f]'),
    primary key (run_id, attempt, repository, ref)
);
comment on table run_actions is
    'Which commits of actions of other repositories the jobs of a run carried out: all of an attempt the same one';
comment on column run_actions.attempt is 'Of the run';
comment on column run_actions.repository is 'Of the action: owner/name in lower case';
comment on column run_actions.ref is 'Branch, tag or commit, as the workflow names it';
comment on column run_actions.commit_sha is 'What it stood at when the first job asked for it';
