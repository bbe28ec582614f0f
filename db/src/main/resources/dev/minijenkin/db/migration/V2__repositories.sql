-- Repositories and their pipelines. What is built: a repository is registered by an administrator, its pipelines are
-- found in its workflow files.

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
comment on table repositories is 'A repository whose hooks are accepted and whose workflows run';
comment on column repositories.name is 'Name in addresses: /hooks/{name}; unique ignoring case';
comment on column repositories.url is 'Where server and runners fetch from: a path or any URL that git takes';
comment on column repositories.default_branch is
    'Without refs/heads/: its workflow files have schedules and listen to runs, and a trigger without a ref means it';
comment on column repositories.hook_secret is
    'Shared secret of the hook signature; readable by mj_server only, and written by mj_admin';
comment on column repositories.reads_github_folder is
    'Whether .github/workflows is read where .mini-jenkin/workflows does not exist';
comment on column repositories.weight is
    'Share of the queue against other repositories: 2 is served twice as much as 1';

create unique index repositories_name on repositories (lower(name));
comment on index repositories_name is 'Names that differ in case are one name';

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
comment on table pipelines is 'One workflow file of one repository; made when it is seen for the first time';
comment on column pipelines.path is 'In the repository: .mini-jenkin/workflows/ci.yml';
comment on column pipelines.name is 'As the file names itself, else its path';
comment on column pipelines.last_number is
    'Number of the newest run, 0 before the first; taken by the transaction that inserts a run';
comment on column pipelines.enabled is 'Whether it starts runs';
