-- Commands and tokens. Every wish of a person or a program is a row of `commands`: the right to act is one grant, and
-- the queue of commands is the audit log.

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
    constraint tokens_expire_later check (expires_at > created_at)
);
comment on table tokens is 'Access tokens of the REST interface';
comment on column tokens.name is 'What people call it';
comment on column tokens.hash is 'SHA-256 of the token; the token itself is shown once and never stored';
comment on column tokens.scopes is 'What it may be used for';
comment on column tokens.created_by is 'Database role of its owner';
comment on column tokens.revoked_at is 'It counts no more since then; null: it counts until it expires';
comment on column tokens.expires_at is 'It counts until then';
comment on column tokens.last_used_at is 'Null: never';
comment on constraint tokens_expire_later on tokens is 'It expires after it was made';

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
    constraint commands_executed_has_time check ((state = 'pending') = (executed_at is null)),
    constraint commands_executed_has_outcome check (state = 'pending' or outcome is not null)
);
comment on table commands is
    'Every wish of a person or a program, and the audit log: executed exactly once by any server or runner';
comment on column commands.kind is 'trigger, rerun, rerun_failed, rerun_job, cancel, approve, …';
comment on column commands.arguments is
    'What the kind asks for beside the columns here: the ref and inputs of a trigger, …';
comment on column commands.reason is 'What the person said; null: nothing';
comment on column commands.actor is
    'Database role of the person; not writable by people. The server puts the token''s owner';
comment on column commands.token_id is 'The token by which it came; null: from a database session of the person';
comment on column commands.run_id is 'What it is about; null: not about a run, or the run is gone';
comment on column commands.job_id is 'What it is about; null: not about one job, or the job is gone';
comment on column commands.repository_id is 'What it is about; null: not about a repository, or that is gone';
comment on column commands.state is 'What became of it';
comment on column commands.outcome is 'One sentence: what came of it; null while it is pending';
comment on column commands.executed_by is 'Name of the process that executed it; null while it is pending';
comment on column commands.executed_at is 'Null while it is pending';
comment on constraint commands_arguments_check on commands is 'A JSON object';
comment on constraint commands_executed_has_time on commands is
    'It has a time of its execution once it is no longer pending, and only then';
comment on constraint commands_executed_has_outcome on commands is 'What was executed says what came of it';

create index commands_pending on commands (id) where state = 'pending';
comment on index commands_pending is 'What is next';
create index commands_by_run on commands (run_id, id desc) where run_id is not null;
comment on index commands_by_run is 'Who did what to a run';
