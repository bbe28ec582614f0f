create table environments (
    id bigint generated always as identity primary key,
    repository_id bigint not null references repositories on delete cascade,
    name text not null check (name <> '' and length(name) <= 255),
    required_approvals integer not null default 0 check (required_approvals between 0 and 10),
    allowed_refs text[] not null default '{}',
    keeps_lock_after_failure boolean not null default false,
    refuses_older_commits boolean not null default false,
    retries_after_lost_runner boolean not null default false,
    created_at timestamptz not null default now()
);
create unique index environments_name on environments (repository_id, lower(name));
comment on table environments is 'A deployment target of a repository, with its rules';
comment on column environments.allowed_refs is 'Patterns of refs that may deploy; empty: all';
comment on column environments.refuses_older_commits is
    'Whether a commit that is an ancestor of the deployed one is refused';
comment on column environments.retries_after_lost_runner is
    'Deployments are at most once: a lost runner fails the job unless this is set';

create table deployments (
    id bigint generated always as identity primary key,
    environment_id bigint not null references environments on delete cascade,
    job_id bigint not null unique references jobs on delete cascade,
    claim_id bigint references claims on delete set null,
    commit_sha text not null,
    fence_token bigint,
    state text not null default 'waiting'
        check (state in ('waiting', 'active', 'succeeded', 'failed', 'cancelled')),
    url text,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    unique (environment_id, fence_token),
    check ((state = 'waiting' or state = 'cancelled') or fence_token is not null)
);
-- Two active deployments of one environment must be impossible.
create unique index deployments_active on deployments (environment_id) where state = 'active';
create index deployments_waiting on deployments (environment_id, id) where state = 'waiting';
create index deployments_history on deployments (environment_id, id desc);
comment on table deployments is 'One use of an environment by a job; waiting ones are served in the order of their ids';
comment on column deployments.fence_token is 'DEPLOY_FENCE_TOKEN: grows with every holder of the environment';

create table deployment_locks (
    environment_id bigint primary key references environments on delete cascade,
    fence_token bigint not null default 0 check (fence_token >= 0),
    deployment_id bigint unique references deployments on delete set null,
    held_since timestamptz,
    kept_because text,
    check ((deployment_id is null) = (held_since is null)),
    check (kept_because is null or deployment_id is not null)
) with (fillfactor = 50);
comment on table deployment_locks is
    'The truth about who deploys to an environment; the advisory lock is a second wall';
comment on column deployment_locks.fence_token is 'Token of the newest holder; never goes back';
comment on column deployment_locks.kept_because is 'Why it is still held after its deployment ended: until a person frees it';

create table approvals (
    id bigint generated always as identity primary key,
    job_id bigint not null references jobs on delete cascade,
    actor text not null,
    approved boolean not null,
    reason text,
    created_at timestamptz not null default now(),
    unique (job_id, actor)
);
comment on table approvals is 'What people said to a job that waits for approval';

create table concurrency_groups (
    repository_id bigint not null references repositories on delete cascade,
    name text not null check (name <> '' and length(name) <= 400 and name = lower(name)),
    run_id bigint not null references pipeline_runs on delete cascade,
    job_id bigint references jobs on delete cascade,
    active boolean not null,
    entered_at timestamptz not null default now(),
    unique nulls not distinct (repository_id, name, run_id, job_id)
);
create unique index concurrency_groups_active on concurrency_groups (repository_id, name) where active;
comment on table concurrency_groups is 'Members of a concurrency group: at most one active, the others wait';
comment on column concurrency_groups.job_id is 'Null where the whole run is the member';
