create table artifacts (
    id bigint generated always as identity primary key,
    run_id bigint not null references pipeline_runs on delete cascade,
    attempt integer not null,
    job_id bigint not null references jobs on delete cascade,
    name text not null check (name <> '' and length(name) <= 255),
    size_bytes bigint not null default 0,
    sha256 bytea check (length(sha256) = 32),
    complete boolean not null default false,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    unique (run_id, attempt, name),
    check (not complete or sha256 is not null)
);
create index artifacts_expiring on artifacts (expires_at);
comment on table artifacts is 'Files that jobs keep beyond their end; visible once complete';

create table artifact_chunks (
    artifact_id bigint not null references artifacts on delete cascade,
    seq integer not null check (seq >= 0),
    body bytea not null,
    primary key (artifact_id, seq)
);
alter table artifact_chunks alter column body set storage external;
comment on table artifact_chunks is 'Bytes of an artifact in pieces, so that no process holds one whole';

create table encryption_keys (
    id bigint generated always as identity primary key,
    public_keyset bytea not null,
    created_at timestamptz not null default now(),
    retired_at timestamptz
);
comment on table encryption_keys is
    'Public halves of the runners'' key pairs: secrets are encrypted to them before they enter the database';

create table secrets (
    id bigint generated always as identity primary key,
    repository_id bigint references repositories on delete cascade,
    environment_id bigint references environments on delete cascade,
    name text not null check (name ~ '^[A-Za-z_][A-Za-z0-9_]*$'),
    encryption_key_id bigint not null references encryption_keys,
    ciphertext bytea not null,
    updated_by text not null default session_user,
    updated_at timestamptz not null default now(),
    check (environment_id is null or repository_id is not null)
);
create unique index secrets_name on secrets (repository_id, environment_id, upper(name)) nulls not distinct;
comment on table secrets is 'Encrypted secrets; only runners hold the key that opens them';
comment on column secrets.repository_id is 'Null: for all repositories';

create table variables (
    id bigint generated always as identity primary key,
    repository_id bigint references repositories on delete cascade,
    environment_id bigint references environments on delete cascade,
    name text not null check (name ~ '^[A-Za-z_][A-Za-z0-9_]*$'),
    value text not null,
    updated_by text not null default session_user,
    updated_at timestamptz not null default now(),
    check (environment_id is null or repository_id is not null)
);
create unique index variables_name on variables (repository_id, environment_id, upper(name)) nulls not distinct;
comment on table variables is 'Plain configuration that workflows read as vars.NAME';
