-- Secrets and variables. What workflows read as `secrets.NAME` and `vars.NAME`. Secrets are encrypted to the runners'
-- public keys before they enter the database: whoever reads the database, or a copy of it, reads no secret.

create table encryption_keys (
    id bigint generated always as identity primary key,
    public_keyset bytea not null,
    created_at timestamptz not null default now(),
    retired_at timestamptz
);
comment on table encryption_keys is
    'Public halves of the runners'' key pairs: secrets are encrypted to them before they enter the database';
comment on column encryption_keys.public_keyset is 'As the library of the encryption writes it';
comment on column encryption_keys.retired_at is 'Nothing more is encrypted to it since then; null: it is in use';

create table secrets (
    id bigint generated always as identity primary key,
    repository_id bigint references repositories on delete cascade,
    environment_id bigint references environments on delete cascade,
    name text not null check (name ~ '^[A-Za-z_][A-Za-z0-9_]*$'),
    encryption_key_id bigint not null references encryption_keys,
    ciphertext bytea not null,
    updated_by text not null default session_user,
    updated_at timestamptz not null default now(),
    constraint secrets_environment_has_repository check (environment_id is null or repository_id is not null)
);
comment on table secrets is 'Encrypted secrets; only runners hold the key that opens them';
comment on column secrets.repository_id is 'Null: for all repositories';
comment on column secrets.environment_id is 'Null: for all jobs; else only for those that name this environment';
comment on column secrets.name is 'Unique ignoring case, for each repository and environment';
comment on column secrets.encryption_key_id is 'The key that it is encrypted to';
comment on column secrets.ciphertext is 'The encrypted value';
comment on column secrets.updated_by is 'Database role of whoever wrote it';
comment on column secrets.updated_at is 'When it was written';
comment on constraint secrets_environment_has_repository on secrets is
    'An environment is one of a repository';

create unique index secrets_name on secrets (repository_id, environment_id, upper(name)) nulls not distinct;
comment on index secrets_name is 'Names that differ in case are one name';

create table variables (
    id bigint generated always as identity primary key,
    repository_id bigint references repositories on delete cascade,
    environment_id bigint references environments on delete cascade,
    name text not null check (name ~ '^[A-Za-z_][A-Za-z0-9_]*$'),
    value text not null,
    updated_by text not null default session_user,
    updated_at timestamptz not null default now(),
    constraint variables_environment_has_repository check (environment_id is null or repository_id is not null)
);
comment on table variables is 'Plain configuration that workflows read as vars.NAME';
comment on column variables.repository_id is 'Null: for all repositories';
comment on column variables.environment_id is 'Null: for all jobs; else only for those that name this environment';
comment on column variables.name is 'Unique ignoring case, for each repository and environment';
comment on column variables.value is 'Readable by everybody who reads at all';
comment on column variables.updated_by is 'Database role of whoever wrote it';
comment on column variables.updated_at is 'When it was written';
comment on constraint variables_environment_has_repository on variables is
    'An environment is one of a repository';

create unique index variables_name on variables (repository_id, environment_id, upper(name)) nulls not distinct;
comment on index variables_name is 'Names that differ in case are one name';
