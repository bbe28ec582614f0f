-- Deployments and concurrency groups. What a job may have to wait for although a runner is free: an approval, a timer, the
-- lock of its environment, its turn in a group. Waiting is a row and a sentence; it occupies no runner.

set local role mj_owner;

-- The patterns of workflow files (`branches`, `tags`; GlobPattern), here too because a rule that holds whoever writes
-- stands in the database.
create function glob_class(content text) returns text
    language plpgsql immutable parallel safe set search_path = public, pg_temp as $$
declare
    class text := '';
    i integer := 1;
    c text;
    upto text;
begin
    while i <= length(content) loop
        c := substr(content, i, 1);
        upto := case when substr(content, i + 1, 1) = '-' then substr(content, i + 2, 1) else '' end;
        if upto <> '' and upto collate "C" < c collate "C" then
            raise exception 'In [%] a range goes backwards', content using errcode = 'invalid_parameter_value';
        end if;
        class := class || regexp_replace(c, '([]^[\\-])', '\\\1')
            || case when upto = '' then '' else '-' || regexp_replace(upto, '([]^[\\-])', '\\\1') end;
        i := i + case when upto = '' then 1 else 3 end;
    end loop;
    return '[' || class || ']';
end
$$;
comment on function glob_class is 'What stands between the brackets of a pattern, as a part of a regular expression';

create function glob_regex(pattern text) returns text
    language plpgsql immutable parallel safe set search_path = public, pg_temp as $$
declare
    folders constant text := '(?:.+/)';
    atoms text[] := '{}';
    marks text[] := '{}';
    i integer := case when starts_with(pattern, '!') then 2 else 1 end;
    parts integer := 0;
    c text;
    content text;
begin
    while i <= length(pattern) loop
        c := substr(pattern, i, 1);
        if c in ('?', '+') and parts > 0 then
            if not (c = '+' and atoms[parts] = folders) then
                marks[parts] := case when marks[parts] in ('', c) then c else '*' end;
            end if;
            i := i + 1;
            continue;
        end if;
        parts := parts + 1;
        marks[parts] := '';
        if c = '*' then
            atoms[parts] := case when substr(pattern, i, 3) = '**/' then folders when substr(pattern, i, 2) = '**' then '.'
                else '[^/]' end;
            marks[parts] := case when atoms[parts] = folders then '?' else '*' end;
            i := i + case atoms[parts] when folders then 3 when '.' then 2 else 1 end;
        elsif c = '[' then
            content := split_part(substr(pattern, i + 1), ']', 1);
            if content = '' or strpos(substr(pattern, i), ']') = 0 then
                raise exception 'In the pattern "%" a [ has no content or no ]', pattern
                    using errcode = 'invalid_parameter_value';
            end if;
            atoms[parts] := glob_class(content);
            i := i + length(content) + 2;
        else
            if c = '\' then
                i := i + 1;
                c := substr(pattern, i, 1);
                if c = '' then
                    raise exception 'The pattern "%" ends in the middle of an escape', pattern
                        using errcode = 'invalid_parameter_value';
                end if;
            end if;
            atoms[parts] := regexp_replace(c, '([].^$|?*+(){}[\\])', '\\\1');
            i := i + 1;
        end if;
    end loop;
    if parts = 0 then
        raise exception 'The pattern "%" is empty', pattern using errcode = 'invalid_parameter_value';
    end if;
    return '^' || (select string_agg(a || m, '' order by n) from unnest(atoms, marks) with ordinality p (a, m, n)) || '$';
end
$$;
comment on function glob_regex is 'The regular expression of a pattern, without its leading !; an error with a sentence where it makes no sense';

create function name_fits(name text, patterns text[]) returns boolean
    language plpgsql immutable parallel safe set search_path = public, pg_temp as $$
declare
    fits boolean := false;
    pattern text;
    regex text;
begin
    foreach pattern in array patterns loop
        regex := glob_regex(pattern);
        if starts_with(pattern, '!') = fits and name ~ regex then
            fits := not fits;
        end if;
    end loop;
    return fits;
end
$$;
comment on function name_fits is
    'Whether a name fits patterns: the last that matches decides, one that begins with ! takes back. No pattern: it does not';

create function may_deploy(ref text, branches text[], tags text[]) returns boolean
    language sql immutable parallel safe set search_path = public, pg_temp
    return branches = '{}' and tags = '{}'
        or starts_with(ref, 'refs/heads/') and name_fits(substr(ref, 12), branches)
        or starts_with(ref, 'refs/tags/') and name_fits(substr(ref, 11), tags);
comment on function may_deploy is
    'Whether a ref may deploy where these branches and tags may. No pattern at all: every ref; else neither the other kind '
    'nor a pull request';

create table environments (
    id bigint generated always as identity primary key,
    repository_id bigint not null references repositories on delete cascade,
    name text not null check (name <> '' and length(name) <= 255),
    required_approvals integer not null default 0 check (required_approvals between 0 and 10),
    reviewers text[] not null default '{}' check (array_position(reviewers, null) is null),
    refuses_own_approval boolean not null default false,
    wait_minutes integer not null default 0 check (wait_minutes between 0 and 43200),
    allowed_branches text[] not null default '{}' check (name_fits('', allowed_branches) is not null),
    allowed_tags text[] not null default '{}' check (name_fits('', allowed_tags) is not null),
    break_glass_roles text[] not null default '{}' check (array_position(break_glass_roles, null) is null),
    keeps_lock_after_failure boolean not null default false,
    refuses_older_commits boolean not null default false,
    retries_after_lost_runner boolean not null default false,
    created_at timestamptz not null default now(),
    constraint environments_reviewers_are_asked check (reviewers = '{}' or required_approvals > 0)
);
comment on table environments is
    'A deployment target of a repository, with its rules; made by an administrator, or by the first job that names it: then '
    'without any';
comment on column environments.name is 'Unique in its repository, ignoring case';
comment on column environments.required_approvals is 'How many people must approve before a job may deploy; 0: none';
comment on column environments.reviewers is
    'Database roles of those who may approve and reject: people, and teams as group roles. Empty: every operator may';
comment on column environments.refuses_own_approval is 'Whether who started a run, or an attempt of it, may not approve it';
comment on column environments.wait_minutes is 'How long a job waits from when it asked to deploy; 0: not at all';
comment on column environments.allowed_branches is
    'Patterns of the branches that may deploy, as in workflow files; where no tag has one either: all refs';
comment on column environments.allowed_tags is 'The same of tags';
comment on constraint environments_allowed_branches_check on environments is 'Each is a pattern that makes sense';
comment on constraint environments_allowed_tags_check on environments is 'Each is a pattern that makes sense';
comment on column environments.break_glass_roles is
    'Database roles that may, beside administrators, let a job pass all of these rules, with a reason';
comment on column environments.keeps_lock_after_failure is
    'Whether a deployment that failed keeps the lock until a person frees it';
comment on column environments.refuses_older_commits is
    'Whether a run is refused that was made earlier, of the same ref, than that of what is deployed: the order in which '
    'runs were made is what the database knows of that of commits. Roll backs are not';
comment on column environments.retries_after_lost_runner is
    'Deployments are at most once: a lost runner fails the job unless this is set';
comment on constraint environments_reviewers_are_asked on environments is 'Who names reviewers wants approvals';

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
        check (state in ('waiting', 'active', 'succeeded', 'failed', 'cancelled', 'rejected')),
    url text,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    unique (environment_id, fence_token),
    constraint deployments_begun_has_token check (
        state in ('waiting', 'cancelled', 'rejected') or fence_token is not null)
);
comment on table deployments is 'One use of an environment by a job; those that may begin are served in the order of their ids';
comment on column deployments.claim_id is 'The claim that carries it out; null until its runner began';
comment on column deployments.commit_sha is 'What is deployed: that of the run';
comment on column deployments.fence_token is
    'DEPLOY_FENCE_TOKEN: grows with every holder of the environment; null while it waits';
comment on column deployments.state is
    'active: it holds the lock of its environment; rejected: by a person or by the rules, so that it never began';
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

create view environment_locks with (security_invoker) as
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
comment on table approvals is
    'What people said to a job that waits for approval; of one attempt, as the job is. Written by decide_deployment alone';
comment on column approvals.actor is 'commands.actor of the person';
comment on column approvals.approved is 'False: rejected';
comment on column approvals.reason is 'What the person said; null: nothing';
comment on constraint approvals_job_id_actor_key on approvals is 'A person has one voice';

create table deployment_exceptions (
    job_id bigint not null references jobs on delete cascade,
    kind text not null check (kind in ('roll_back', 'break_glass')),
    actor text not null,
    reason text,
    created_at timestamptz not null default now(),
    primary key (job_id, kind),
    constraint deployment_exceptions_glass_has_reason check (kind <> 'break_glass' or reason ~ '\S')
);
comment on table deployment_exceptions is
    'What a person allowed a job past the rules of its environment. Written by roll_back_deployment and break_glass alone';
comment on column deployment_exceptions.kind is
    'roll_back: it may be older than what is deployed; break_glass: no rule keeps it, and only the lock does';
comment on column deployment_exceptions.actor is 'commands.actor of the person';
comment on column deployment_exceptions.reason is 'What the person said; null: nothing';
comment on constraint deployment_exceptions_pkey on deployment_exceptions is 'Each is allowed once';
comment on constraint deployment_exceptions_glass_has_reason on deployment_exceptions is
    'Nobody breaks the glass without saying why';

create view deployment_gates with (security_invoker) as
select g.*, g.refusal is null and g.approvals_missing = 0 and g.opens_at <= now() as open
from (
    select d.id as deployment_id, d.environment_id, d.job_id, j.run_id, e.name as environment,
        case
            when x.job_id is not null then null
            when not may_deploy(r.ref, e.allowed_branches, e.allowed_tags) then
                format('%s may not deploy to `%s`: only %s may',
                    case when r.ref like 'refs/heads/%' then 'The branch `' || substr(r.ref, 12) || '`'
                        when r.ref like 'refs/tags/%' then 'The tag `' || substr(r.ref, 11) || '`'
                        else 'The ref `' || r.ref || '`' end,
                    e.name,
                    concat_ws(' and ',
                        'branches like ' || nullif(array_to_string(e.allowed_branches, ', '), ''),
                        'tags like ' || nullif(array_to_string(e.allowed_tags, ', '), '')))
            when n.run_id > r.id and n.ref = r.ref and n.commit_sha <> d.commit_sha then
                format('%s #%s is older than what is deployed to `%s`, %s #%s at %s: roll back where that is wanted',
                    p.name, r.number, e.name, n.name, n.number, left(n.commit_sha, 8)) end as refusal,
        case when x.job_id is null then greatest(0, e.required_approvals - coalesce(a.given, 0)) else 0 end
            as approvals_missing,
        e.required_approvals, coalesce(a.people, '{}') as approved_by, e.reviewers,
        d.created_at + case when x.job_id is null then make_interval(mins => e.wait_minutes) else interval '0' end
            as opens_at
    from deployments d
    join environments e on e.id = d.environment_id
    join jobs j on j.id = d.job_id
    join pipeline_runs r on r.id = j.run_id
    join pipelines p on p.id = r.pipeline_id
    left join deployment_exceptions x on x.job_id = d.job_id and x.kind = 'break_glass'
    left join lateral (
        select count(*)::integer as given, array_agg(v.actor order by v.id) as people
        from approvals v
        where v.job_id = d.job_id and v.approved and e.required_approvals > 0) a on true
    left join lateral (
        select nr.id as run_id, nr.ref, np.name, nr.number, nd.commit_sha
        from deployments nd
        join jobs nj on nj.id = nd.job_id
        join pipeline_runs nr on nr.id = nj.run_id
        join pipelines np on np.id = nr.pipeline_id
        where nd.environment_id = d.environment_id and nd.state = 'succeeded' and e.refuses_older_commits
            and not exists (select from deployment_exceptions b where b.job_id = d.job_id and b.kind = 'roll_back')
        order by nd.fence_token desc
        limit 1) n on true
    where d.state = 'waiting') g;
comment on view deployment_gates is
    'What the rules of its environment, as they are now, say to each deployment that waits';
comment on column deployment_gates.deployment_id is 'The deployment';
comment on column deployment_gates.environment_id is 'Where it is to go';
comment on column deployment_gates.job_id is 'Its job';
comment on column deployment_gates.run_id is 'The run of its job';
comment on column deployment_gates.environment is 'The name of where it is to go';
comment on column deployment_gates.refusal is 'One sentence: why it may never begin; null: it may, sooner or later';
comment on column deployment_gates.approvals_missing is 'How many people have still to approve';
comment on column deployment_gates.required_approvals is 'As in environments';
comment on column deployment_gates.approved_by is 'Who has approved, in their order';
comment on column deployment_gates.reviewers is 'As in environments';
comment on column deployment_gates.opens_at is 'Until when the timer keeps it; may be past';
comment on column deployment_gates.open is 'Whether nothing keeps it but the lock and those before it';

create function deployment_may_begin() returns trigger language plpgsql as $$
begin
    if not exists (select from public.deployment_gates g where g.deployment_id = new.id and g.open) then
        raise exception 'Deployment % may not begin: its environment has rules that it does not meet', new.id
            using errcode = 'check_violation';
    end if;
    return new;
end
$$;
comment on function deployment_may_begin is 'Refuses a deployment that the rules of its environment keep';

create trigger deployments_begin before update of state on deployments for each row
    when (new.state = 'active' and old.state <> 'active'
        or new.state in ('succeeded', 'failed') and old.state not in ('active', 'succeeded', 'failed'))
    execute function deployment_may_begin();
comment on trigger deployments_begin on deployments is 'Whoever lets a deployment begin, by whatever statement';

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
