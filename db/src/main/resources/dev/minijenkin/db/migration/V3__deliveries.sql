-- Deliveries. What asks for runs: hooks of git hosts, triggers of people, due schedules and other runs all become a row
-- of `hook_deliveries`, and a server makes runs of it. Schedules and listeners are what the workflow files on default
-- branches ask to be told of.

set local role mj_owner;

create table hook_deliveries (
    id bigint generated always as identity primary key,
    repository_id bigint not null references repositories on delete cascade,
    source text not null check (
        source in ('github', 'gitea', 'gitlab', 'bitbucket', 'git', 'command', 'schedule', 'run')),
    forge text not null generated always as (case source when 'gitea' then 'github' else source end) stored,
    delivery_key text not null check (length(delivery_key) between 1 and 200),
    body_hash bytea check (length(body_hash) = 32),
    event text not null check (event ~ '^[a-z_]{1,64}$'),
    payload bytea not null,
    chain smallint not null default 0 check (chain between 0 and 3),
    traceparent text check (traceparent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$'),
    state delivery_state not null default 'received',
    attempts integer not null default 0,
    begun integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    error text,
    duplicates integer not null default 0,
    received_at timestamptz not null default now(),
    opened_at timestamptz not null default now(),
    finished_at timestamptz,
    constraint hook_deliveries_once unique (repository_id, forge, delivery_key),
    constraint hook_deliveries_finished_has_time check ((state = 'received') = (finished_at is null)),
    constraint hook_deliveries_failed_has_error check (state <> 'failed' or error is not null)
);
comment on table hook_deliveries is
    'What asked for runs: verified hooks, trigger commands, schedules and other runs, as they came; replayable';
comment on column hook_deliveries.source is
    'Who sent it: a kind of git host by its dialect, a command, a schedule, or a run';
comment on column hook_deliveries.forge is
    'Source, as far as keys are concerned: Gitea and Forgejo send GitHub''s headers too, so the same hook may come as '
    'either; what our own sources call theirs no stranger can take';
comment on column hook_deliveries.delivery_key is
    'The sender''s id of the delivery, or the hash of its bytes: a second arrival collapses into the first';
comment on column hook_deliveries.body_hash is
    'SHA-256 of a signed body, whose signature says nothing of id and event: the same bytes again are a replay. '
    'Null: not signed, or older than an hour when they came again';
comment on column hook_deliveries.event is 'Event name of the workflow language: push, workflow_dispatch, …';
comment on column hook_deliveries.payload is
    'The raw body, byte for byte (text refuses NUL); of our own deliveries JSON';
comment on column hook_deliveries.chain is
    'How many runs, each started by the one before, led to it: a run of the third starts no other';
comment on column hook_deliveries.traceparent is
    'W3C Trace Context, as its sender gave it: its runs belong to that trace; null: each begins one';
comment on column hook_deliveries.state is 'How far it is; every state but received is the last';
comment on column hook_deliveries.attempts is 'How often a server took it to process it';
comment on column hook_deliveries.begun is
    'How often it was taken since somebody last said what came of it: a server that dies over it says nothing';
comment on column hook_deliveries.next_attempt_at is
    'When it is due, while it is received; a server that takes it moves it on, should that server die';
comment on column hook_deliveries.error is
    'Why the last attempt failed; kept while it is tried again, and for good once state is failed. '
    'Of an ignored one: why nothing was asked for. Null: nothing went wrong';
comment on column hook_deliveries.duplicates is 'How many further arrivals collapsed into it';
comment on column hook_deliveries.received_at is 'When it arrived first';
comment on column hook_deliveries.opened_at is
    'Since when it is to be processed: it arrived, or a command had it redelivered';
comment on column hook_deliveries.finished_at is 'Null while it is received';
comment on constraint hook_deliveries_once on hook_deliveries is
    'The same delivery twice is one delivery';
comment on constraint hook_deliveries_finished_has_time on hook_deliveries is
    'It has a time of its end once it is no longer received, and only then';
comment on constraint hook_deliveries_failed_has_error on hook_deliveries is 'One that failed says why';

create unique index hook_deliveries_body on hook_deliveries (repository_id, body_hash) where body_hash is not null;
comment on index hook_deliveries_body is 'A signed body counts once within the hour, whatever id and event it comes with';
create index hook_deliveries_open on hook_deliveries (next_attempt_at) where state = 'received';
comment on index hook_deliveries_open is 'What is due next';
create index hook_deliveries_in_line on hook_deliveries (repository_id, id) where state = 'received';
comment on index hook_deliveries_in_line is
    'Which repositories have open ones, and the oldest few of each: one with very many keeps none from another';
create index hook_deliveries_in_hand on hook_deliveries (repository_id, next_attempt_at)
    where state = 'received' and begun > 0;
comment on index hook_deliveries_in_hand is 'What some process works on just now';
create index hook_deliveries_by_repository on hook_deliveries (repository_id, id desc);
create index hook_deliveries_failed on hook_deliveries (finished_at) where state = 'failed';
comment on index hook_deliveries_failed is 'What failed for good lately: it needs a person';
comment on index hook_deliveries_by_repository is 'The newest of a repository, for people';

create table away_remotes (
    remote text primary key check (remote ~ '^(host|repository):.'),
    reason text not null,
    tries integer not null default 1 check (tries > 0),
    away_since timestamptz not null default now(),
    next_try_at timestamptz not null
);
comment on table away_remotes is
    'Git hosts and repositories that did not answer: none of their deliveries is taken, but one when a try is due, '
    'which decides for all';
comment on column away_remotes.away_since is 'When it was first found away';
comment on column away_remotes.remote is 'host: with its name and port, or repository: with its id';
comment on column away_remotes.reason is 'Why the last try failed';
comment on column away_remotes.tries is 'How many failed';
comment on column away_remotes.next_try_at is
    'When one of its deliveries is taken to try it; whoever takes one moves it on, should that server die';

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
