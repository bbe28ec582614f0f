-- Artifacts. What jobs leave beyond their end: files, summaries for people, results of tests.

set local role mj_owner;

create table artifacts (
    id bigint generated always as identity primary key,
    run_id bigint not null references pipeline_runs on delete cascade,
    attempt integer not null,
    job_id bigint not null references jobs on delete cascade,
    name text not null check (name <> '' and length(name) <= 255),
    size_bytes bigint not null default 0,
    sha256 bytea check (length(sha256) = 32),
    packing artifact_packing not null default 'tar_gz',
    media_type text not null default 'application/gzip' check (length(media_type) between 1 and 255),
    complete boolean not null default false,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    unique (run_id, attempt, name),
    constraint artifacts_complete_has_hash check (not complete or sha256 is not null)
);
comment on table artifacts is 'Files that jobs keep beyond their end; visible once complete';
comment on column artifacts.run_id is 'That of the job';
comment on column artifacts.attempt is 'Of the run';
comment on column artifacts.job_id is 'Which job made it';
comment on column artifacts.name is 'Unique in an attempt of a run';
comment on column artifacts.size_bytes is 'Of all its chunks so far';
comment on column artifacts.sha256 is 'Of all its bytes; null until it is complete';
comment on column artifacts.packing is 'How its bytes hold its files';
comment on column artifacts.media_type is 'Of its bytes: type/subtype';
comment on column artifacts.complete is 'Whether all of it is there';
comment on column artifacts.expires_at is 'Deleted after that';
comment on constraint artifacts_run_id_attempt_name_key on artifacts is 'A name is taken once in an attempt';
comment on constraint artifacts_complete_has_hash on artifacts is 'What is complete has a hash';

create index artifacts_by_job on artifacts (job_id);
comment on index artifacts_by_job is 'What a job made: asked when it is deleted';
create index artifacts_expiring on artifacts (expires_at);
comment on index artifacts_expiring is 'What is to be deleted';

create table artifact_chunks (
    artifact_id bigint not null references artifacts on delete cascade,
    seq integer not null check (seq >= 0),
    -- Compressed already, as a rule: the server must not try again.
    body bytea storage external not null,
    primary key (artifact_id, seq)
);
comment on table artifact_chunks is 'Bytes of an artifact in pieces, so that no process holds one whole';
comment on column artifact_chunks.seq is 'Counts up per artifact from 0, without holes';
comment on column artifact_chunks.body is 'One piece of its bytes';

create table step_summaries (
    claim_id bigint not null references claims on delete cascade,
    seq integer not null check (seq > 0),
    job_id bigint not null references jobs on delete cascade,
    step_number integer not null check (step_number > 0),
    body text not null check (body <> '' and length(body) <= 4194304),
    created_at timestamptz not null default now(),
    primary key (claim_id, seq)
);
comment on table step_summaries is 'What steps tell people in Markdown, by GITHUB_STEP_SUMMARY';
comment on column step_summaries.seq is 'Counts from 1 in the order in which steps ended; a step of an action has its own';
comment on column step_summaries.job_id is 'That of the claim';
comment on column step_summaries.step_number is 'Which step of the claim it is of';
comment on column step_summaries.body is 'Markdown, without secrets';

create index step_summaries_by_job on step_summaries (job_id, claim_id, seq);
comment on index step_summaries_by_job is 'Those of a job under all of its claims, in order';

create table test_reports (
    id bigint generated always as identity primary key,
    repository_id bigint not null references repositories on delete cascade,
    run_id bigint not null references pipeline_runs on delete cascade,
    attempt integer not null,
    job_id bigint not null references jobs on delete cascade,
    step_number integer not null check (step_number > 0),
    name text not null check (name <> '' and length(name) <= 255),
    complete boolean not null default false,
    created_at timestamptz not null default now()
);
comment on table test_reports is 'Tests that a step of a job reported; visible once complete';
comment on column test_reports.repository_id is 'That of the run';
comment on column test_reports.run_id is 'That of the job';
comment on column test_reports.attempt is 'Of the run';
comment on column test_reports.job_id is 'Which job reported them';
comment on column test_reports.step_number is 'Which step of the job did';
comment on column test_reports.name is 'As people see it';
comment on column test_reports.complete is 'Whether all of its results are there';

create index test_reports_of_repository on test_reports (repository_id, id desc);
comment on index test_reports_of_repository is 'The newest of a repository, for the history of its tests';
create index test_reports_by_run on test_reports (run_id, attempt, id);
comment on index test_reports_by_run is 'Those of a run, in order';
create index test_reports_by_job on test_reports (job_id);
comment on index test_reports_by_job is 'Those of a job: asked when it is deleted';

create table test_cases (
    id bigint generated always as identity primary key,
    repository_id bigint not null references repositories on delete cascade,
    suite text not null check (length(suite) <= 500),
    name text not null check (name <> '' and length(name) <= 500),
    unique (repository_id, suite, name)
);
comment on table test_cases is 'Names of tests of a repository, each stored once';
comment on column test_cases.suite is 'Class, file or whatever holds it; empty: nothing does';
comment on column test_cases.name is 'Of the case in it';
comment on constraint test_cases_repository_id_suite_name_key on test_cases is 'A name is stored once';

create table test_results (
    report_id bigint not null references test_reports on delete cascade,
    seq integer not null check (seq >= 0),
    case_id bigint not null references test_cases on delete cascade,
    outcome test_outcome not null,
    milliseconds bigint not null check (milliseconds >= 0),
    message text,
    details text,
    path text,
    line integer check (line > 0),
    primary key (report_id, seq)
);
comment on table test_results is 'How one test went in one report';
comment on column test_results.seq is 'Counts up from 0 in the order of the files';
comment on column test_results.outcome is 'What came of it';
comment on column test_results.milliseconds is 'How long it took';
comment on column test_results.message is 'Why it failed or was left out, in a line; null: nothing is said';
comment on column test_results.details is 'What else is said of its failure, as a stack; null: nothing is said';
comment on column test_results.path is 'File in the repository where it failed; null: not known';
comment on column test_results.line is 'Of that file, from 1; null: not known';

create index test_results_by_case on test_results (case_id, report_id desc);
comment on index test_results_by_case is 'How a test went, the newest first';
create index test_results_failed on test_results (report_id, seq) where outcome in ('failed', 'flaky');
comment on index test_results_failed is 'What failed in a report';
