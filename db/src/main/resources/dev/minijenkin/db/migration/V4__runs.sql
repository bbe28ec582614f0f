-- Runs. One execution of a pipeline, and the files it was made from, so that it can be told and repeated without its
-- repository.

set local role mj_owner;

create table pipeline_runs (
    id bigint generated always as identity primary key,
    pipeline_id bigint not null references pipelines on delete cascade,
    repository_id bigint not null references repositories on delete cascade,
    number bigint not null check (number > 0),
    attempt positive not null default 1,
    title text not null,
    state run_state not null default 'queued',
    conclusion conclusion,
    cause cause,
    message text,
    event text not null,
    ref text not null,
    head_branch text not null default '',
    commit_sha commit_hash not null,
    commit_title text not null default '',
    commit_author text not null default '',
    actor text not null,
    priority job_priority not null default 50,
    on_guests boolean not null default false,
    hook_delivery_id bigint references hook_deliveries on delete set null,
    concurrency_group group_name,
    concurrency_cancels boolean not null default false,
    concurrency_in_line boolean not null default false,
    cancel_requested_at timestamptz,
    cancel_cause cause,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    unique (pipeline_id, number),
    constraint pipeline_runs_once_a_delivery unique (hook_delivery_id, pipeline_id, event, ref),
    constraint pipeline_runs_finished_has_conclusion check ((state = 'finished') = (conclusion is not null)),
    constraint pipeline_runs_finished_has_time check ((state = 'finished') = (finished_at is not null)),
    constraint pipeline_runs_failure_has_cause check (conclusion is distinct from 'failure' or cause is not null),
    constraint pipeline_runs_cancel_has_cause check ((cancel_requested_at is null) = (cancel_cause is null))
) with (
    -- Room for those that begin in one statement, which end in another: neither writes an index then.
    fillfactor = 50,
    vacuum_truncate = off
);
comment on table pipeline_runs is 'One execution of a pipeline; a rerun is a further attempt of the same run';
comment on column pipeline_runs.repository_id is 'That of the pipeline';
comment on column pipeline_runs.number is 'Counts up per pipeline from 1';
comment on column pipeline_runs.attempt is 'The current attempt; the jobs of all attempts are kept';
comment on column pipeline_runs.title is 'run-name of the workflow, else the first line of the commit message';
comment on column pipeline_runs.state is 'Of the current attempt, as are conclusion, cause and the times';
comment on column pipeline_runs.conclusion is 'Null until it is finished';
comment on column pipeline_runs.cause is 
    'Why it ended so: that of the first job that ended like this, of the cancelling, or of the file; '
    'null for a success, and where nothing ran';
comment on column pipeline_runs.message is
    'One sentence for a person: why the run waits as a whole; null while it does not';
comment on column pipeline_runs.event is 'Event name of the workflow language: push, pull_request, …';
comment on column pipeline_runs.ref is 'Full ref: refs/heads/main, refs/tags/v1';
comment on column pipeline_runs.head_branch is
    'Branch or tag that it runs for; of a pull request the branch that it comes from';
comment on column pipeline_runs.commit_sha is 'Hexadecimal: 40 digits, or 64 in a SHA-256 repository';
comment on column pipeline_runs.commit_title is 'First line of its message; empty where it is not known';
comment on column pipeline_runs.commit_author is 'Name of the author; empty where it is not known';
comment on column pipeline_runs.actor is 'Who caused it, as the event names them';
comment on column pipeline_runs.priority is '0 is served first, 99 last; its jobs have the same';
comment on column pipeline_runs.on_guests is
    'Whether its jobs are for guest runners, and for no others: as its repository wanted it when it was made';
comment on column pipeline_runs.hook_delivery_id is 'What asked for it; null: the delivery is gone';
comment on column pipeline_runs.concurrency_group is
    'Name of the group that every attempt of the run enters as a whole; null: none';
comment on column pipeline_runs.concurrency_cancels is 'cancel-in-progress: its coming cancels the active member';
comment on column pipeline_runs.concurrency_in_line is 'queue: max: its coming does not replace those that wait';
comment on column pipeline_runs.cancel_requested_at is
    'When somebody cancelled the current attempt: what the cancelled() of its jobs answers; null: nobody did';
comment on column pipeline_runs.cancel_cause is 'Why the current attempt is cancelled: by a command, or superseded';
comment on column pipeline_runs.created_at is 'When its first attempt was made';
comment on column pipeline_runs.started_at is 'When the first job of the current attempt began; null: none has yet';
comment on column pipeline_runs.finished_at is 'Null until it is finished';
comment on constraint pipeline_runs_pipeline_id_number_key on pipeline_runs is 'A number is given once';
comment on constraint pipeline_runs_once_a_delivery on pipeline_runs is
    'A delivery that is processed twice (a crash between commit and answer, a redelivery) starts each pipeline once an '
    'event and ref: a push may have moved several, and a pull request starts one twice where its file asks for '
    'pull_request and pull_request_target';
comment on constraint pipeline_runs_finished_has_conclusion on pipeline_runs is
    'It has a conclusion once it is finished, and only then';
comment on constraint pipeline_runs_finished_has_time on pipeline_runs is
    'It has a time of its end once it is finished, and only then';
comment on constraint pipeline_runs_failure_has_cause on pipeline_runs is 'Every failure has a cause';
comment on constraint pipeline_runs_cancel_has_cause on pipeline_runs is 'Whoever cancels says why';

-- None of them names what changes when a run begins or ends, so that neither writes an entry.
create index pipeline_runs_by_repository on pipeline_runs (repository_id, id desc);
comment on index pipeline_runs_by_repository is 'The newest of a repository';
create index pipeline_runs_by_ref on pipeline_runs (pipeline_id, ref, number);
comment on index pipeline_runs_by_ref is 'The newest of a branch of a pipeline, and since when it fails';

-- Rows lie in the order in which they were made and end soon after, so that a range of blocks tells from when to when: a
-- few bytes a megabyte, and what begins or ends writes no entry.
create index pipeline_runs_by_time on pipeline_runs using brin (created_at, finished_at)
    with (pages_per_range = 32, autosummarize = on);
comment on index pipeline_runs_by_time is 'What was open at a minute of the past, and what ended within some time';

-- What an index over how runs ended would tell, without an entry at each end: who rolls up ends writes it (db.stats.RollUps).
create table open_runs (
    run_id bigint primary key,
    attempt integer not null
) with (
    vacuum_truncate = off,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0
);
comment on table open_runs is
    'Every run that is not finished, and those that ended a moment ago: pipeline_runs.finished_at tells which. A run comes '
    'here with its row, and leaves when its end is rolled up (ended_runs)';
comment on column open_runs.run_id is 'Of the run; no reference, which each run would pay for';
comment on column open_runs.attempt is 'Of the run: the end of an earlier one takes nothing away';

create table branch_greens (
    pipeline_id bigint not null references pipelines on delete cascade,
    ref text not null,
    number bigint not null,
    primary key (pipeline_id, ref)
) with (fillfactor = 50);
comment on table branch_greens is
    'Of each branch of a pipeline the last run that succeeded, as far as ends are rolled up (ended_runs has the others): '
    'before it none has to be looked for. No row: none succeeded';
comment on column branch_greens.ref is 'pipeline_runs.ref';
comment on column branch_greens.number is
    'pipeline_runs.number; should that one be gone, or fail in another attempt, the last that succeeded is one before it';

create function runs_have_come() returns trigger language plpgsql as $$
begin
    insert into public.open_runs (run_id, attempt) select id, attempt from made where finished_at is null;
    insert into public.branch_greens as b (pipeline_id, ref, number)
    select pipeline_id, ref, max(number) from made where conclusion = 'success' group by pipeline_id, ref
    on conflict (pipeline_id, ref) do update set number = excluded.number where b.number < excluded.number;
    return null;
end
$$;
comment on function runs_have_come is 'Keeps open_runs and branch_greens complete, also where runs come that ended elsewhere';
create trigger pipeline_runs_have_come after insert on pipeline_runs referencing new table as made for each statement
    execute function runs_have_come();
comment on trigger pipeline_runs_have_come on pipeline_runs is 'Whoever makes runs, by whatever statement';

create function runs_have_gone() returns trigger language plpgsql as $$
begin
    delete from public.open_runs o using gone g where o.run_id = g.id;
    delete from public.branch_greens b
    using (select distinct pipeline_id, ref from gone) g
    where b.pipeline_id = g.pipeline_id and b.ref = g.ref and not exists (
        select from public.pipeline_runs r where r.pipeline_id = b.pipeline_id and r.ref = b.ref and r.number <= b.number);
    return null;
end
$$;
comment on function runs_have_gone is 'Leaves nothing of runs that are deleted in open_runs and branch_greens';
create trigger pipeline_runs_have_gone after delete on pipeline_runs referencing old table as gone for each statement
    execute function runs_have_gone();
comment on trigger pipeline_runs_have_gone on pipeline_runs is 'Whoever deletes runs, by whatever statement';

create table run_sources (
    run_id bigint primary key references pipeline_runs on delete cascade,
    workflow bytea not null,
    event bytea not null,
    inputs jsonb not null default '{}',
    contexts jsonb not null default '{}'
) with (vacuum_truncate = off);
comment on table run_sources is 'What a run was made from, for reruns, for the run page and for what its jobs share';
comment on column run_sources.workflow is 'The workflow file at the commit, byte for byte';
comment on column run_sources.event is 'The event payload (JSON) that the github.event context shows';
comment on column run_sources.inputs is 'Object: the inputs of a workflow_dispatch, by name; empty for other events';
comment on column run_sources.contexts is
    'Object: what every job of the run sees alike, as the planner knew it: github, without event, and vars; and trace, '
    'the trace that the run belongs to: a traceparent, or the id of one that begins with it';

create table run_source_files (
    run_id bigint not null references pipeline_runs on delete cascade,
    name text not null,
    content bytea,
    fault text,
    primary key (run_id, name),
    constraint run_source_files_content_or_fault check ((content is null) <> (fault is null))
);
comment on table run_source_files is
    'The workflow files that the jobs of a run call, so that nothing but the database is needed when their turn comes';
comment on column run_source_files.name is './path in the repository of the run, or owner/repository/path@ref';
comment on column run_source_files.content is 'Byte for byte, as it was when the run began; null: it could not be had';
comment on column run_source_files.fault is
    'One sentence: why the file could not be had; jobs that call it fail. Null: it is there';
comment on constraint run_source_files_content_or_fault on run_source_files is 'A file is there, or a reason why not';
