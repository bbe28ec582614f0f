-- Artifacts. Files that jobs keep beyond their end.

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
