create table tokens (
    id bigint generated always as identity primary key,
    name text not null unique check (name <> ''),
    hash bytea not null unique check (length(hash) = 32),
    scopes text[] not null,
    created_by text not null default session_user,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    last_used_at timestamptz,
    check (expires_at > created_at)
);
comment on table tokens is 'Access tokens of the REST interface';
comment on column tokens.hash is 'SHA-256 of the token; the token itself is shown once and never stored';

create table commands (
    id bigint generated always as identity primary key,
    kind text not null check (kind ~ '^[a-z_]{1,40}$'),
    arguments jsonb not null default '{}' check (jsonb_typeof(arguments) = 'object'),
    reason text,
    actor text not null default session_user,
    token_id bigint references tokens on delete set null,
    run_id bigint references pipeline_runs on delete set null,
    job_id bigint references jobs on delete set null,
    repository_id bigint references repositories on delete set null,
    state command_state not null default 'pending',
    outcome text,
    executed_by text,
    created_at timestamptz not null default now(),
    executed_at timestamptz,
    check ((state = 'pending') = (executed_at is null)),
    check (state = 'pending' or outcome is not null)
);
create index commands_pending on commands (id) where state = 'pending';
create index commands_by_run on commands (run_id, id desc) where run_id is not null;
comment on table commands is
    'Every wish of a person or a program, and the audit log: executed exactly once by any server or runner';
comment on column commands.kind is 'trigger, rerun, rerun_failed, rerun_job, cancel, approve, …';
comment on column commands.actor is 'Database role of the person; not writable by people. The server puts the token''s owner';
comment on column commands.outcome is 'One sentence: what came of it';
