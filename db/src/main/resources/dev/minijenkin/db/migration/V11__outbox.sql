-- Outbox. Notifications to the world outside: inserted by the transaction that causes them, delivered at least once.

create table outbox_targets (
    id bigint generated always as identity primary key,
    name text not null unique check (name <> ''),
    kind text not null check (
        kind in ('slack', 'discord', 'webhook', 'github_status', 'gitea_status', 'gitlab_status')),
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
comment on column outbox_targets.name is 'What people call it';
comment on column outbox_targets.kind is 'How the body is written and signed';
comment on column outbox_targets.repository_id is 'Null: all repositories';
comment on column outbox_targets.url is 'Where they are posted to';
comment on column outbox_targets.secret is 'Signs or authorises; readable by mj_server only; null: neither';
comment on column outbox_targets.events is 'Which events it hears of';
comment on column outbox_targets.enabled is 'Whether anything is sent';
comment on column outbox_targets.consecutive_failures is 'How many attempts failed since the last that did not';
comment on column outbox_targets.circuit_open_until is
    'Nothing is sent before, after too many failures in a row; null: it is';

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
    constraint webhooks_outbox_delivered_has_time check ((state = 'delivered') = (delivered_at is not null))
);
comment on table webhooks_outbox is
    'Notifications, inserted by the transaction that causes them and delivered at least once';
comment on column webhooks_outbox.event is 'What happened: one of the events of the target';
comment on column webhooks_outbox.subject is 'What it is about (run:42): order is kept per target and subject';
comment on column webhooks_outbox.body is 'What is told';
comment on column webhooks_outbox.idempotency_key is 'The same in every attempt, so that a receiver knows a repetition';
comment on column webhooks_outbox.state is 'dead: given up, until a person sends it again';
comment on column webhooks_outbox.attempts is 'How often it was tried';
comment on column webhooks_outbox.next_attempt_at is 'When it is due, while it is pending';
comment on column webhooks_outbox.last_status is 'HTTP status of the last answer; null: there was none';
comment on column webhooks_outbox.last_error is 'Why the last attempt failed; null: none did';
comment on column webhooks_outbox.delivered_at is 'Null until it is delivered';
comment on constraint webhooks_outbox_idempotency_key_key on webhooks_outbox is 'A key is given once';
comment on constraint webhooks_outbox_delivered_has_time on webhooks_outbox is
    'It has a time of its delivery once it is delivered, and only then';

create index webhooks_outbox_pending on webhooks_outbox (target_id, id) where state = 'pending';
comment on index webhooks_outbox_pending is 'What is next for a target';
create index webhooks_outbox_dead on webhooks_outbox (id) where state = 'dead';
comment on index webhooks_outbox_dead is 'What people must look at';

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
comment on column outbox_attempts.number is 'Counts from 1';
comment on column outbox_attempts.started_at is 'When it was sent';
comment on column outbox_attempts.duration_ms is 'Milliseconds until the answer, or until none was waited for any more';
comment on column outbox_attempts.status is 'HTTP status; null: no answer';
comment on column outbox_attempts.error is 'Why it failed; null: it did not';
