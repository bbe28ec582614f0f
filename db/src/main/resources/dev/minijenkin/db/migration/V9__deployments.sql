-- Deployments and concurrency groups. What a job may have to wait for although a runner is free: the lock of its
-- environment, an approval, its turn in a group. Waiting is a row and a sentence; it occupies no runner.

set local role mj_owner;

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
comment on table environments is
    'A deployment target of a repository, with its rules; made by an administrator, or by the first job that names it';
comment on column environments.name is 'Unique in its repository, ignoring case';
comment on column environments.required_approvals is 'How many people must approve before a job may deploy; 0: none';
comment on column environments.allowed_refs is 'Patterns of refs that may deploy; empty: all';
comment on column environments.keeps_lock_after_failure is
    'Whether a deployment that failed keeps the lock until a person frees it';
comment on column environments.refuses_older_commits is
    'Whether a commit that is an ancestor of the deployed one is refused';
comment on column environments.retries_after_lost_runner is
    'Deployments are at most once: a lost runner fails the job unless this is set';

create unique index environments_name on environments (repository_id, lower(name));
comment on index environments_name is 'Names that differ in case are one environment';

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
    constraint deployments_begun_has_token check (
        (state = 'waiting' or state = 'cancelled') or fence_token is not null)
);
comment on table deployments is 'One use of an environment by a job; waiting ones are served in the order of their ids';
comment on column deployments.claim_id is 'The claim that carries it out; null until its runner began';
comment on column deployments.commit_sha is 'What is deployed: that of the run';
comment on column deployments.fence_token is
    'DEPLOY_FENCE_TOKEN: grows with every holder of the environment; null while it waits';
comment on column deployments.state is 'active: it holds the lock of its environment';
comment on column deployments.url is 'Where people see what was deployed, as the job says; null: it does not';
comment on column deployments.created_at is 'When it began to wait';
comment on column deployments.started_at is 'When it got the lock; null: it has not';
comment on column deployments.finished_at is 'Null until its job ended';
comment on constraint deployments_job_id_key on deployments is 'A job deploys to one environment';
comment on constraint deployments_environment_id_fence_token_key on deployments is 'A token is given once';
comment on constraint deployments_begun_has_token on deployments is 'Who held the lock had a token';

create unique index deployments_active on deployments (environment_id) where state = 'active';
comment on index deployments_active is 'Two active deployments of one environment are impossible';
create index deployments_waiting on deployments (environment_id, id) where state = 'waiting';
comment on index deployments_waiting is 'Whose turn is next';
create index deployments_history on deployments (environment_id, id desc);
comment on index deployments_history is 'The newest of an environment';
create index deployments_by_claim on deployments (claim_id) where claim_id is not null;
comment on index deployments_by_claim is 'What a claim carries out: asked when it is deleted';

create table deployment_locks (
    environment_id bigint primary key references environments on delete cascade,
    fence_token bigint not null default 0 check (fence_token >= 0),
    deployment_id bigint unique references deployments on delete set null,
    held_since timestamptz,
    kept_because text,
    kept_until timestamptz,
    constraint deployment_locks_held_since check (deployment_id is null or held_since is not null),
    constraint deployment_locks_held_or_kept check (deployment_id is null or kept_because is null),
    constraint deployment_locks_kept_has_reason check (kept_until is null or kept_because is not null)
) with (fillfactor = 50);
comment on table deployment_locks is
    'The truth about who deploys to an environment. The advisory lock deploy:<environment> only shows that the '
    'holder''s runner is connected: nothing waits for it or trusts it';
comment on column deployment_locks.fence_token is 'Token of the newest holder, 0 before the first; never goes back';
comment on column deployment_locks.deployment_id is
    'The holder; null: nobody, and free unless it is kept. A lock outlives a deployment that is deleted with its run';
comment on column deployment_locks.held_since is 'When the holder got it';
comment on column deployment_locks.kept_because is
    'Why nobody gets it although its deployment ended, as the end of a sentence; null: it is not kept';
comment on column deployment_locks.kept_until is
    'When it is free although it was kept: after that no process of the lost runner can live. '
    'Null where it is kept: until a person frees it';
comment on constraint deployment_locks_deployment_id_key on deployment_locks is 'A deployment holds one lock';
comment on constraint deployment_locks_held_since on deployment_locks is 'Who holds it has since a time';
comment on constraint deployment_locks_held_or_kept on deployment_locks is 'It is kept only after its holder';
comment on constraint deployment_locks_kept_has_reason on deployment_locks is 'Who waits for it is told why';

create view environment_locks as
select l.environment_id, e.repository_id, e.name as environment,
    case when l.deployment_id is not null then 'held'
        when l.kept_because is not null and (l.kept_until is null or l.kept_until > now()) then 'kept'
        else 'free' end as state,
    l.fence_token, d.job_id, c.runner_id, l.held_since,
    l.deployment_id is not null and exists (
        select from pg_locks k
        where k.locktype = 'advisory' and k.objsubid = 1 and k.granted
            and k.database = (select oid from pg_database where datname = current_database())
            and (k.classid::bigint << 32 | k.objid::bigint)
                = hashtextextended('mini-jenkin:deploy:' || l.environment_id, 0)) as holder_connected,
    l.kept_because, l.kept_until
from deployment_locks l
join environments e on e.id = l.environment_id
left join deployments d on d.id = l.deployment_id
left join claims c on c.id = d.claim_id;
comment on view environment_locks is 'Who deploys to each environment, and why nobody gets it meanwhile';
comment on column environment_locks.environment is 'Its name';
comment on column environment_locks.state is
    'held: a job deploys, or is about to; kept: until kept_until, or until a person frees it; free';
comment on column environment_locks.job_id is 'The job that holds it; null: none does';
comment on column environment_locks.runner_id is 'The runner that carries the holder out; null: none has begun';
comment on column environment_locks.holder_connected is
    'Whether a session holds the advisory lock of the environment: a sign that the runner of the holder is connected. '
    'For people only';

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
comment on column approvals.actor is 'commands.actor of the person';
comment on column approvals.approved is 'False: rejected';
comment on column approvals.reason is 'What the person said; null: nothing';
comment on constraint approvals_job_id_actor_key on approvals is 'A person has one voice';

create table concurrency_groups (
    id bigint generated always as identity primary key,
    repository_id bigint not null references repositories on delete cascade,
    key text not null check (key <> '' and length(key) <= 400),
    name text not null check (name <> '' and length(name) <= 400),
    run_id bigint not null references pipeline_runs on delete cascade,
    job_id bigint references jobs on delete cascade,
    active boolean not null default false,
    cancels boolean not null,
    in_line boolean not null,
    cancel_asked boolean not null default false,
    entered_at timestamptz not null default now(),
    constraint concurrency_groups_cancels_or_in_line check (not (cancels and in_line)),
    constraint concurrency_groups_only_active_is_asked check (active or not cancel_asked)
) with (fillfactor = 70);
comment on table concurrency_groups is
    'Members of concurrency groups: at most one active, the others wait in the order of their ids; '
    'who leaves is deleted';
comment on column concurrency_groups.key is 'The name in one spelling: names that differ in case are one group';
comment on column concurrency_groups.name is 'As the member''s file spells it';
comment on column concurrency_groups.run_id is 'The member, or the run of the member';
comment on column concurrency_groups.job_id is 'Null where the whole run is the member';
comment on column concurrency_groups.active is 'Whether it is its turn; false: it waits';
comment on column concurrency_groups.cancels is 'cancel-in-progress: its coming cancels the active member';
comment on column concurrency_groups.in_line is 'queue: max: its coming does not replace those that wait';
comment on column concurrency_groups.cancel_asked is 'The active member was asked to end for a newer one';
comment on column concurrency_groups.entered_at is 'When it came';
comment on constraint concurrency_groups_cancels_or_in_line on concurrency_groups is
    'Nobody cancels others and stands in line for them';
comment on constraint concurrency_groups_only_active_is_asked on concurrency_groups is
    'Only the active member is asked to end';

create unique index concurrency_groups_active on concurrency_groups (repository_id, key) where active;
comment on index concurrency_groups_active is 'Two active members of one group are impossible';
create index concurrency_groups_waiting on concurrency_groups (repository_id, key, id) where not active;
comment on index concurrency_groups_waiting is 'Whose turn is next';
create unique index concurrency_groups_runs on concurrency_groups (run_id) where job_id is null;
comment on index concurrency_groups_runs is 'A run is a member of one group as a whole';
create unique index concurrency_groups_jobs on concurrency_groups (job_id, key) where job_id is not null;
comment on index concurrency_groups_jobs is
    'A job enters a group once. A call may enter two: that of the calling job, then that of the called file';
create index concurrency_groups_by_run on concurrency_groups (run_id);
comment on index concurrency_groups_by_run is 'What a run and its jobs have entered';

create table group_locks (
    repository_id bigint not null references repositories on delete cascade,
    key text not null,
    primary key (repository_id, key)
);
comment on table group_locks is
    'A row for each concurrency group: whoever makes a member active locks it, and nobody can who may only read. '
    'Made at the first turn, deleted once the group has no member';
comment on column group_locks.key is 'concurrency_groups.key';
