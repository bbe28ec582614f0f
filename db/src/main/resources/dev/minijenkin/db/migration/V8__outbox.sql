create table outbox_targets (
    id bigint generated always as identity primary key,
    name text not null unique check (name <> ''),
    kind text not null check (kind in ('slack', 'discord', 'webhook', 'github_status', 'gitea_status', 'gitlab_status')),
    repository_id bigint references repositories on delete cascade,
    url text not null check (url <> ''),
    secret text,
    events text[] not null default '{run_finished}',
    enabled boolean not null default true,
    consecutive_failures integer not null default 0,
    circuit_open_until timestamptz,
    created_at timestamptz not null default now()
);
comment on table outbox_targets is 'Where notifications go';
comment on column outbox_targets.repository_id is 'Null: all repositories';
comment on column outbox_targets.secret is 'Signs or authorises; readable by mj_server only';
comment on column outbox_targets.circuit_open_until is 'Nothing is sent before, after too many failures in a row';

create table webhooks_outbox (
    id bigint generated always as identity primary key,
    target_id bigint not null references outbox_targets on delete cascade,
    event text not null,
    subject text not null,
    body jsonb not null,
    idempotency_key uuid not null unique default gen_random_uuid(),
    state text not null default 'pending' check (state in ('pending', 'delivered', 'dead')),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    last_status integer,
    last_error text,
    created_at timestamptz not null default now(),
    delivered_at timestamptz,
    check ((state = 'delivered') = (delivered_at is not null))
);
create index webhooks_outbox_pending on webhooks_outbox (target_id, id) where state = 'pending';
create index webhooks_outbox_dead on webhooks_outbox (id) where state = 'dead';
comment on table webhooks_outbox is
    'Notifications, inserted by the transaction that causes them and delivered at least once';
comment on column webhooks_outbox.subject is 'What it is about (run:42): order is kept per target and subject';

create table outbox_attempts (
    outbox_id bigint not null references webhooks_outbox on delete cascade,
    number integer not null,
    started_at timestamptz not null,
    duration_ms integer not null,
    status integer,
    error text,
    primary key (outbox_id, number)
);
comment on table outbox_attempts is 'Each try of a delivery, with what was answered';
