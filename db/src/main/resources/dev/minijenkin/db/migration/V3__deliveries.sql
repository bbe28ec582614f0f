-- Deliveries. What asks for runs: hooks of git hosts, triggers of people, due schedules and other runs all become a row
-- of `hook_deliveries`, and a server makes runs of it. Schedules and listeners are what the workflow files on default
-- branches ask to be told of.

create table hook_deliveries (
    id bigint generated always as identity primary key,
    repository_id bigint not null references repositories on delete cascade,
    source text not null check (
        source in ('github', 'gitea', 'gitlab', 'bitbucket', 'git', 'command', 'schedule', 'run')),
    delivery_key text not null check (length(delivery_key) between 1 and 200),
    event text not null check (event ~ '^[a-z_]{1,64}$'),
    payload bytea not null,
    chain smallint not null default 0 check (chain between 0 and 3),
    state delivery_state not null default 'received',
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    error text,
    duplicates integer not null default 0,
    received_at timestamptz not null default now(),
    finished_at timestamptz,
    unique (repository_id, delivery_key),
    constraint hook_deliveries_finished_has_time check ((state = 'received') = (finished_at is null)),
    constraint hook_deliveries_failed_has_error check (state <> 'failed' or error is not null)
);
comment on table hook_deliveries is
    'What asked for runs: verified hooks, trigger commands, schedules and other runs, as they came; replayable';
comment on column hook_deliveries.source is
    'Who sent it: a kind of git host by its dialect, a command, a schedule, or a run';
comment on column hook_deliveries.delivery_key is
    'The sender''s id of the delivery, or the hash of its bytes: a second arrival collapses into the first';
comment on column hook_deliveries.event is 'Event name of the workflow language: push, workflow_dispatch, …';
comment on column hook_deliveries.payload is
    'The raw body, byte for byte (text refuses NUL); of our own deliveries JSON';
comment on column hook_deliveries.chain is
    'How many runs, each started by the one before, led to it: a run of the third starts no other';
comment on column hook_deliveries.state is 'How far it is; every state but received is the last';
comment on column hook_deliveries.attempts is 'How often a server took it to process it';
comment on column hook_deliveries.next_attempt_at is
    'When it is due, while it is received; a server that takes it moves it on, should that server die';
comment on column hook_deliveries.error is
    'Why the last attempt failed; kept while it is tried again, and for good once state is failed. '
    'Of an ignored one: why nothing was asked for. Null: nothing went wrong';
comment on column hook_deliveries.duplicates is 'How many further arrivals collapsed into it';
comment on column hook_deliveries.received_at is 'When it arrived first';
comment on column hook_deliveries.finished_at is 'Null while it is received';
comment on constraint hook_deliveries_repository_id_delivery_key_key on hook_deliveries is
    'The same delivery twice is one delivery';
comment on constraint hook_deliveries_finished_has_time on hook_deliveries is
    'It has a time of its end once it is no longer received, and only then';
comment on constraint hook_deliveries_failed_has_error on hook_deliveries is 'One that failed says why';

create index hook_deliveries_open on hook_deliveries (next_attempt_at) where state = 'received';
comment on index hook_deliveries_open is 'What is due next';
create index hook_deliveries_by_repository on hook_deliveries (repository_id, id desc);
comment on index hook_deliveries_by_repository is 'The newest of a repository, for people';

create table schedules (
    id bigint generated always as identity primary key,
    pipeline_id bigint not null references pipelines on delete cascade,
    cron text not null,
    time_zone text not null default 'UTC',
    next_at timestamptz not null,
    last_at timestamptz,
    unique (pipeline_id, cron, time_zone)
);
comment on table schedules is 'Cron entries of the workflow files on default branches (on: schedule)';
comment on column schedules.cron is 'Five fields, as the file has them';
comment on column schedules.time_zone is 'Name of the zone in which the fields are meant: Europe/Berlin';
comment on column schedules.next_at is 'When it is due; moved on by whoever asks for its runs';
comment on column schedules.last_at is 'When its runs were asked for last; null: never yet';

create index schedules_due on schedules (next_at);
comment on index schedules_due is 'What is due now';

create table run_listeners (
    pipeline_id bigint primary key references pipelines on delete cascade,
    repository_id bigint not null references repositories on delete cascade,
    types text[] not null,
    workflows text[] not null
);
comment on table run_listeners is
    'Workflow files on default branches that runs of other workflows start (on: workflow_run)';
comment on column run_listeners.repository_id is 'That of the pipeline';
comment on column run_listeners.types is 'requested, in_progress, completed; empty: all of them';
comment on column run_listeners.workflows is 'Names of the workflows whose runs count; empty: all';

create index run_listeners_by_repository on run_listeners (repository_id);
comment on index run_listeners_by_repository is
    'Whether anybody of a repository listens: asked whenever a run is made, begins or ends';
