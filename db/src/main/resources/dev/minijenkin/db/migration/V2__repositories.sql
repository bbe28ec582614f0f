create table repositories (
    id bigint generated always as identity primary key,
    name text not null check (name ~ '^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$' and length(name) <= 200),
    url text not null check (url <> ''),
    default_branch text not null default 'main' check (default_branch <> ''),
    hook_secret text not null check (length(hook_secret) >= 16),
    reads_github_folder boolean not null default false,
    weight integer not null default 1 check (weight between 1 and 1000),
    created_at timestamptz not null default now()
);
create unique index repositories_name on repositories (lower(name));
comment on table repositories is 'A repository whose hooks are accepted and whose workflows run';
comment on column repositories.name is 'Name in addresses: /hooks/{name}; unique ignoring case';
comment on column repositories.url is 'Where server and runners fetch from: a path or any URL that git takes';
comment on column repositories.hook_secret is
    'Shared secret of the hook signature; readable by mj_server only, and written by mj_admin';
comment on column repositories.reads_github_folder is
    'Whether .github/workflows is read where .mini-jenkin/workflows does not exist';
comment on column repositories.weight is 'Share of the queue against other repositories';

-- Apart from repositories, because it changes with every enqueued job.
create table repository_clocks (
    repository_id bigint primary key references repositories on delete cascade,
    vfinish bigint not null default 0
) with (fillfactor = 50);
comment on table repository_clocks is
    'Fair queueing between repositories: the virtual time at which all that a repository enqueued is served';

create table hook_deliveries (
    id bigint generated always as identity primary key,
    repository_id bigint not null references repositories on delete cascade,
    source text not null check (source in ('github', 'gitea', 'gitlab', 'bitbucket', 'git', 'command', 'schedule')),
    delivery_key text not null check (length(delivery_key) between 1 and 200),
    event text not null check (event ~ '^[a-z_]{1,64}$'),
    payload bytea not null,
    received_at timestamptz not null default now(),
    state delivery_state not null default 'received',
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    duplicates integer not null default 0,
    error text,
    finished_at timestamptz,
    unique (repository_id, delivery_key),
    check ((state = 'received') = (finished_at is null)),
    check (state <> 'failed' or error is not null)
);
create index hook_deliveries_open on hook_deliveries (next_attempt_at) where state = 'received';
create index hook_deliveries_by_repository on hook_deliveries (repository_id, id desc);
comment on table hook_deliveries is
    'What asked for runs: verified hooks, trigger commands and schedules, as they came; replayable';
comment on column hook_deliveries.delivery_key is
    'The sender''s id of the delivery, or the hash of its bytes: a second arrival collapses into the first';
comment on column hook_deliveries.event is 'Event name of the workflow language: push, workflow_dispatch, …';
comment on column hook_deliveries.payload is 'The raw body, byte for byte (text refuses NUL)';
comment on column hook_deliveries.error is
    'Why the last attempt failed; kept while it is tried again, and for good once state is failed';

create table pipelines (
    id bigint generated always as identity primary key,
    repository_id bigint not null references repositories on delete cascade,
    path text not null check (path <> ''),
    name text not null,
    last_number bigint not null default 0,
    enabled boolean not null default true,
    created_at timestamptz not null default now(),
    unique (repository_id, path)
);
comment on table pipelines is 'One workflow file of one repository';
comment on column pipelines.last_number is 'Number of the newest run; taken by the transaction that inserts a run';

create table schedules (
    id bigint generated always as identity primary key,
    pipeline_id bigint not null references pipelines on delete cascade,
    cron text not null,
    time_zone text not null default 'UTC',
    next_at timestamptz not null,
    last_at timestamptz,
    unique (pipeline_id, cron, time_zone)
);
create index schedules_due on schedules (next_at);
comment on table schedules is 'Cron entries of the workflow files on default branches';
