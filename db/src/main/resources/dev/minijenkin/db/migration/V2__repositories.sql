-- Repositories and their pipelines. What is built: a repository is registered by an administrator, its pipelines are
-- found in its workflow files. And the keys to which what must stay secret is sealed before it enters the database.

set local role mj_owner;

create table encryption_keys (
    fingerprint text primary key,
    purpose text not null check (purpose in ('runner', 'server')),
    public_keyset bytea not null,
    created_by text not null default session_user,
    created_at timestamptz not null default now(),
    retired_at timestamptz,
    constraint encryption_keys_fingerprint_is_of_keyset check (
        fingerprint = left(encode(sha256(public_keyset), 'hex'), 32))
);
comment on table encryption_keys is
    'Public halves of key pairs: values are sealed to them before they enter the database, which has no private half';
comment on column encryption_keys.fingerprint is 'First 32 letters of the SHA-256 of the public half: its name';
comment on column encryption_keys.purpose is
    'Who holds the private half. runner: what jobs read as secrets; server: what the server itself needs';
comment on column encryption_keys.public_keyset is 'As the library of the encryption writes it';
comment on column encryption_keys.created_by is 'Database role of the administrator who brought it';
comment on column encryption_keys.retired_at is 'Nothing more is sealed to it since then; null: it is in use';
comment on constraint encryption_keys_fingerprint_is_of_keyset on encryption_keys is
    'Nobody brings another key under a known name';

create unique index encryption_keys_in_use on encryption_keys (purpose) where retired_at is null;
comment on index encryption_keys_in_use is 'One of a purpose is in use';

create table repositories (
    id bigint generated always as identity primary key,
    name text not null check (name ~ '^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$' and length(name) <= 200),
    url text not null check (url <> ''),
    host text not null generated always as (
        case
            when url ~* '^[a-z][a-z0-9+.-]*://'
                then lower(coalesce(substring(url from '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/@]*@)?([^/]*)'), ''))
            when url ~ '^[^/:]+:' then lower(substring(url from '^(?:[^@/:]*@)?([^:/]+):'))
            else ''
        end) stored,
    default_branch text not null default 'main' check (default_branch <> ''),
    hook_sealed_to text not null references encryption_keys,
    hook_secret bytea not null,
    reads_github_folder boolean not null default false,
    default_commit text check (length(default_commit) in (40, 64) and default_commit !~ '[^0-9a-f]'),
    weight integer not null default 1 check (weight between 1 and 1000),
    fork_approval text not null default 'outsiders' check (fork_approval in ('outsiders', 'first_time', 'new_to_host')),
    guest_runs text not null default 'none' check (guest_runs in ('none', 'forks', 'all')),
    lane_holder uuid,
    lane_turns bigint not null default 0,
    created_at timestamptz not null default now(),
    constraint repositories_url_holds_no_secret check (
        url !~* '^[a-z][a-z0-9+.-]*://[^/]*:[^/]*@' and url !~* '^https?://([^/]*@|[^?]*[?])'),
    constraint repositories_url_is_an_address check (
        url !~ '^-' and url !~ '^[A-Za-z0-9+.-]*::' and url !~ '[[:cntrl:]]')
);
comment on table repositories is 'A repository whose hooks are accepted and whose workflows run';
comment on column repositories.name is 'Name in addresses: /hooks/{name}; unique ignoring case';
comment on column repositories.url is 'Where server and runners fetch from: a path or any URL that git takes';
comment on column repositories.host is
    'Host and port of the URL, which repositories of one git host share; empty: on this machine';
comment on column repositories.default_branch is
    'Without refs/heads/: its workflow files have schedules and listen to runs, and a trigger without a ref means it';
comment on column repositories.hook_sealed_to is 'The key of the server that hook_secret is sealed to';
comment on column repositories.hook_secret is
    'Shared secret of the hook signature, sealed for this name; read by mj_server only, and written by mj_admin';
comment on column repositories.reads_github_folder is
    'Whether .github/workflows is read where .mini-jenkin/workflows does not exist';
comment on column repositories.default_commit is
    'Commit of the default branch whose workflow files were looked at last; null: none was yet';
comment on column repositories.weight is
    'Share of the queue against other repositories: 2 is served twice as much as 1';
comment on column repositories.fork_approval is
    'Whose pull requests from forks begin only when an operator released their runs. outsiders: of all who are no '
    'collaborators; first_time: of those who contribute for the first time; new_to_host: of those whom the git host hardly '
    'knows';
comment on column repositories.guest_runs is
    'Which of its runs guest runners carry out, and nobody else. none; forks: pull and merge requests from other '
    'repositories; all. Counts for runs that are made from then on';
comment on column repositories.lane_holder is
    'Process that took deliveries of it last: while it has one in hand no other takes any, so that they keep their order';
comment on column repositories.lane_turns is 'How often deliveries of it were taken: who saw another number looks again';

comment on constraint repositories_url_holds_no_secret on repositories is
    'Every viewer, every mirror and every job sees it: no password, and over HTTP neither a user, who may be a token, nor '
    'a query';
comment on constraint repositories_url_is_an_address on repositories is
    'Neither an option of git nor one of its transports that run a program';

create unique index repositories_name on repositories (lower(name));
comment on index repositories_name is 'Names that differ in case are one name';

create table pipelines (
    id bigint generated always as identity primary key,
    repository_id bigint not null references repositories on delete cascade,
    path text not null check (path <> ''),
    name text not null,
    enabled boolean not null default true,
    test_reports text not null default '' check (octet_length(test_reports) <= 10000),
    created_at timestamptz not null default now(),
    unique (repository_id, path)
);
comment on table pipelines is 'One workflow file of one repository; made when it is seen for the first time';
comment on column pipelines.path is 'In the repository: .mini-jenkin/workflows/ci.yml';
comment on column pipelines.name is
    'As the file on the default branch names itself, else that of the last run, else its path';
comment on column pipelines.enabled is 'Whether it starts runs';
comment on column pipelines.test_reports is
    'Patterns of JUnit XML, one a line, that runners look for when a job has ended; empty: none';

create table pipeline_counters (
    pipeline_id bigint primary key references pipelines on delete cascade,
    last_number bigint not null check (last_number > 0)
) with (fillfactor = 50);
comment on table pipeline_counters is
    'How many runs a pipeline had. Apart from pipelines and without a further index, so that a number is taken by one '
    'narrow HOT update';
comment on column pipeline_counters.last_number is
    'Number of the newest run; taken by the transaction that inserts it, so that there is no gap';

create table default_branch_files (
    pipeline_id bigint primary key references pipelines on delete cascade,
    repository_id bigint not null references repositories on delete cascade,
    content bytea not null,
    dispatchable boolean not null
);
comment on table default_branch_files is
    'The workflow files on default branches: what people can start by hand, also before its first run';
comment on column default_branch_files.repository_id is 'That of the pipeline';
comment on column default_branch_files.content is
    'The file, byte for byte; of one that is broken the last that was not';
comment on column default_branch_files.dispatchable is 'Whether it has workflow_dispatch';

create index default_branch_files_by_repository on default_branch_files (repository_id);
comment on index default_branch_files_by_repository is 'What a repository has';

-- People see everything unless they are limited. What they see then is asked once a statement, by the two functions, and
-- policies on rows (V15) hold it against what each table says of its repository.
create table person_limits (
    login text primary key,
    repositories bigint[] not null check (array_position(repositories, null) is null),
    set_by text not null default session_user,
    set_at timestamptz not null default now()
);
comment on table person_limits is
    'People who see and steer some repositories only; who is not here sees all. Written by functions alone';
comment on column person_limits.login is
    'Database role that logs in. No reference: a role of the same name that comes later is limited until somebody says otherwise';
comment on column person_limits.repositories is
    'Ids of the repositories. Those that are deleted stay: whoever saw nothing else sees nothing then';
comment on column person_limits.set_by is 'Database role of the administrator';
comment on column person_limits.set_at is 'When';
comment on constraint person_limits_repositories_check on person_limits is 'Each is one';

create function sees_everything() returns boolean
    language plpgsql stable parallel safe security definer set search_path = public, pg_temp as $$
begin
    return not exists (select from person_limits where login = session_user);
end
$$;
comment on function sees_everything is
    'Whether the role that logged in is not limited to some repositories, whatever role it has set since. With the rights of '
    'the owner, because the limits of others are not for everybody';

create function seen_repositories() returns setof bigint
    language plpgsql stable parallel safe security definer rows 10 set search_path = public, pg_temp as $$
begin
    return query select unnest(l.repositories) from person_limits l where l.login = session_user;
end
$$;
comment on function seen_repositories is
    'The repositories that the role that logged in is limited to; no row where it is not limited (see sees_everything)';
