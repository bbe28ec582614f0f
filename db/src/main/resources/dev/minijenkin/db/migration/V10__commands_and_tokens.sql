-- Commands and tokens. Every wish of a person or a program is a row of `commands`: the right to act is one grant, and
-- the queue of commands is the audit log.

set local role mj_owner;

create table tokens (
    id bigint generated always as identity primary key,
    name text not null check (name ~ '^[A-Za-z0-9_.-]{1,100}$'),
    hash bytea not null unique check (length(hash) = 32),
    scopes text[] not null,
    repositories bigint[],
    created_by text not null default session_user,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    revoked_by text,
    last_used_at timestamptz,
    session boolean not null default false,
    through_id bigint references tokens on delete cascade,
    constraint tokens_through_are_sessions check (through_id is null or session),
    constraint tokens_scopes_are_known check (
        scopes <@ array['read', 'steer', 'admin'] and cardinality(scopes) > 0 and array_position(scopes, null) is null),
    constraint tokens_repositories_are_some check (cardinality(repositories) > 0 and array_position(repositories, null) is null),
    constraint tokens_expire_later check (expires_at > created_at and expires_at <= created_at + interval '366 days'),
    constraint tokens_revoked_by_somebody check ((revoked_at is null) = (revoked_by is null))
);
comment on table tokens is
    'Access tokens of the REST interface, and sessions of browsers. Written by functions alone: nobody makes one in the name '
    'of another';
comment on column tokens.name is 'What people call it; unique, ignoring case, among those that are not revoked';
comment on column tokens.hash is
    'SHA-256 of the SHA-256 of the token, which is shown once and never stored. Who comes with a token shows the inner '
    'one: what stands here opens nothing';
comment on column tokens.scopes is
    'What it may be used for. read; steer: send commands; admin: also those that only administrators may. It never allows '
    'more than its owner may at the time of use';
comment on column tokens.repositories is 'Ids of the repositories that it is limited to; null: it is not limited';
comment on column tokens.created_by is 'Database role of its owner';
comment on column tokens.revoked_at is 'It counts no more since then; null: it counts until it expires';
comment on column tokens.revoked_by is 'Database role of who revoked it; null: nobody did';
comment on column tokens.expires_at is 'It counts until then';
comment on column tokens.last_used_at is 'Right to a minute; null: never';
comment on column tokens.session is
    'Whether it is the session of a browser, which counts as a cookie alone; others count as a header alone';
comment on column tokens.through_id is
    'The token by which somebody signed in: the session is good for no more and no longer than that; null: it is no session, '
    'or its owner signed in by a password';
comment on constraint tokens_through_are_sessions on tokens is 'Nothing but a session is begun by a token';
comment on constraint tokens_scopes_are_known on tokens is 'It is good for something';
comment on constraint tokens_repositories_are_some on tokens is 'One that is limited to nothing would be good for nothing';
comment on constraint tokens_expire_later on tokens is 'It expires after it was made, and within a year';
comment on constraint tokens_revoked_by_somebody on tokens is 'Who revoked it is known';

create unique index tokens_name on tokens (lower(name)) where revoked_at is null;
comment on index tokens_name is 'A name is there once, ignoring case; those that were revoked give theirs free';
create index tokens_by_owner on tokens (created_by);
comment on index tokens_by_owner is 'How many somebody has';
create index tokens_by_through on tokens (through_id) where through_id is not null;
comment on index tokens_by_through is 'The sessions that go with a token; asked when that is deleted';

create table commands (
    id bigint generated always as identity primary key,
    kind text not null check (kind ~ '^[a-z_]{1,40}$'),
    arguments jsonb not null default '{}' check (jsonb_typeof(arguments) = 'object'),
    reason text,
    actor text not null default session_user,
    token_id bigint references tokens on delete set null,
    run_id bigint references pipeline_runs on delete set null,
    job_id bigint references jobs on delete set null,
    repository_id bigint references repositories on delete set null,
    delivery_id bigint references hook_deliveries on delete set null,
    state command_state not null default 'pending',
    outcome text,
    executed_by text,
    tries integer not null default 0 check (tries >= 0),
    next_try_at timestamptz not null default now(),
    waits_for text,
    due_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    executed_at timestamptz,
    request_key text check (length(request_key) between 1 and 200),
    request_hash bytea check (length(request_hash) = 32),
    constraint commands_executed_has_time check ((state = 'pending') = (executed_at is null)),
    constraint commands_due_soon check (tries > 0 or next_try_at <= created_at + interval '1 minute'),
    constraint commands_due_later check (due_at between created_at and created_at + interval '400 days'),
    constraint commands_executed_has_outcome check (state = 'pending' or outcome is not null),
    constraint commands_executed_waits_for_nothing check (state = 'pending' or waits_for is null),
    constraint commands_key_has_hash check ((request_key is null) = (request_hash is null))
);
comment on table commands is
    'Every wish of a person or a program, and the audit log: executed exactly once by any server or runner';
comment on column commands.kind is 'trigger, rerun, rerun_failed, rerun_job, cancel, approve, …';
comment on column commands.arguments is
    'What the kind asks for beside the columns here: the ref and inputs of a trigger, …';
comment on column commands.reason is 'What the person said; null: nothing';
comment on column commands.actor is
    'Database role of the person; not writable by people. The server puts the token''s owner';
comment on column commands.token_id is 'The token by which it came; null: from a database session of the person';
comment on column commands.run_id is 'What it is about; null: not about a run, or the run is gone';
comment on column commands.job_id is 'What it is about; null: not about one job, or the job is gone';
comment on column commands.repository_id is 'What it is about; null: not about a repository, or that is gone';
comment on column commands.delivery_id is
    'The delivery that carries it out: the command is pending until that has ended, and says what came of it; '
    'null: it needs none, or nobody has begun';
comment on column commands.state is 'What became of it';
comment on column commands.outcome is 'One sentence: what came of it; null while it is pending';
comment on column commands.executed_by is 'Name of the process that executed it; null before, and where it was withdrawn';
comment on column commands.tries is 'How often it had to be put off';
comment on column commands.next_try_at is
    'When it is tried, or tried again, while it is pending: others go first meanwhile. Who sends it may give some seconds, in which it can '
    'be taken back';
comment on column commands.waits_for is
    'One sentence: why it had to be put off, and who is in its way. Null: it was not, or it is executed';
comment on column commands.due_at is
    'The moment for which it is wished: nobody carries it out before, and until then it keeps no other waiting. That of '
    'created_at: at once';
comment on column commands.executed_at is 'Null while it is pending';
comment on column commands.request_key is
    'What the sender called the request by which it came (Idempotency-Key), so that it may be sent again; null: nothing';
comment on column commands.request_hash is 'SHA-256 of that request: another one under the same key is refused';
comment on constraint commands_key_has_hash on commands is 'A request that has a name can be known again';
comment on constraint commands_arguments_check on commands is 'A JSON object';
comment on constraint commands_executed_has_time on commands is
    'It has a time of its execution once it is no longer pending, and only then';
comment on constraint commands_due_soon on commands is
    'Those about the same run are executed in their order: nobody holds them up by a long grace';
comment on constraint commands_due_later on commands is 'It is wished for now or for later, and not for some other age';
comment on constraint commands_executed_has_outcome on commands is 'What was executed says what came of it';
comment on constraint commands_executed_waits_for_nothing on commands is 'What was executed waits no more';

create index commands_pending on commands (id) where state = 'pending';
comment on index commands_pending is
    'What is next, and what people ask for that is not executed yet: few, so that those which were put off are passed over quickly';
create index commands_by_delivery on commands (delivery_id) where delivery_id is not null;
comment on index commands_by_delivery is 'Who waits for what comes of a delivery; asked when that is deleted, too';
create index commands_by_run on commands (run_id, id desc) where run_id is not null;
comment on index commands_by_run is 'Who did what to a run';
create index commands_by_job on commands (job_id, id desc) where job_id is not null;
comment on index commands_by_job is 'Who did what to a job';
create unique index commands_by_request on commands (token_id, request_key) where request_key is not null;
comment on index commands_by_request is 'A request that is sent again is one command';
create index commands_by_repository on commands (repository_id, id desc) where repository_id is not null;
comment on index commands_by_repository is 'What was asked of a repository; asked when that is deleted, too';

-- Who may steer some repositories only, by a limit or by a token, wishes nothing that is about others.
create function is_of_repositories(kind text) returns boolean
    language sql immutable parallel safe
    return kind in ('trigger', 'refresh', 'redeliver', 'replay', 'preview', 'rerun', 'rerun_failed', 'rerun_job', 'cancel',
        'hold', 'release', 'prioritise', 'switch_off', 'switch_on', 'find_test_reports', 'change_repository', 'free_environment',
        'approve', 'reject', 'break_glass', 'roll_back');
comment on function is_of_repositories is
    'Whether a command of this kind does something to the repositories of its subjects, and to nothing else: runners and targets are '
    'everybody''s';

create function command_subjects(kind text, arguments jsonb, run bigint, job bigint, repository bigint) returns bigint[]
    language plpgsql stable set search_path = public, pg_temp as $$
declare
    about bigint[] := '{}';
begin
    if kind in ('redeliver', 'replay', 'preview') and jsonb_typeof(arguments -> 'delivery') = 'number' then
        about := about || (
            select d.repository_id from hook_deliveries d where d.id = (arguments ->> 'delivery')::numeric::bigint);
    end if;
    if run is not null then
        about := about || (select r.repository_id from pipeline_runs r where r.id = run);
    end if;
    if job is not null then
        about := about || (select j.repository_id from jobs j where j.id = job);
    end if;
    if repository is not null then
        about := about || (select r.id from repositories r where r.id = repository);
    end if;
    return about;
end
$$;
comment on function command_subjects is
    'The repositories of all that a command names: null for what is not there. For the functions below';

create function may_wish(kind text, arguments jsonb, run bigint, job bigint, repository bigint) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    about bigint[];
begin
    if sees_everything() then
        return true;
    end if;
    about := command_subjects(kind, arguments, run, job, repository);
    if is_of_repositories(kind) and about <> '{}' and array_position(about, null) is null
        and about <@ array(select seen_repositories()) then
        return true;
    end if;
    raise exception '% steers some repositories only, and this is about another, about one that is not there, or about more than '
        'a repository', session_user using errcode = 'insufficient_privilege';
end
$$;
comment on function may_wish is
    'True where the role that logged in may send such a command: all that it names belongs to repositories that the role sees, '
    'and it is about nothing else. Raises an exception where it may not, so that whoever sent it is told why. With the rights of the owner, so that what is not seen and what is not there are the same';

create function lock_holders(waiting integer)
    returns table (pid integer, login text, application text, since timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    select a.pid, a.usename::text, a.application_name, a.xact_start
    from unnest(pg_blocking_pids(waiting)) blocking
    join pg_stat_activity a on a.pid = blocking
    where exists (
        select from pg_stat_activity w
        where w.pid = waiting and w.datname = current_database() and w.usename = session_user)
    order by a.xact_start;
$$;
comment on function lock_holders is
    'Which sessions hold what another session of this database, of the same role, waits for just now, and since when '
    'their transactions are open. In the database, because only the owner may see of other sessions since when';

create function delete_old_commands(after bigint, out gone integer, out last bigint, out more boolean)
    language sql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    with looked_at as materialized (
        select c.id, c.created_at as at, c.state <> 'pending' as ended
        from commands c
        where c.id > after
        order by c.id
        limit 500),
    oldest as (select now() - make_interval(days => command_retention_days) as at from settings),
    held as materialized (
        select c.id
        from commands c
        where c.id = any(array(select l.id from looked_at l, oldest o where l.ended and l.at < o.at))
        for update skip locked),
    deleted as (
        delete from commands where id = any(array(select id from held))
        returning id)
    select (select count(*) from deleted), max(l.id), count(*) = 500 and bool_or(l.at < o.at)
    from looked_at l, oldest o;
$$;
comment on function delete_old_commands is
    'Deletes those of the next 500 commands after an id that were executed and are past settings.command_retention_days: '
    'how many, the last that it looked at, and whether there may be more. In the database, because the audit log is '
    'nobody''s to delete from';

create function withdraw_command(command bigint, because text default null) returns boolean
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    update commands
    set state = 'withdrawn', waits_for = null, executed_at = now(),
        outcome = 'Taken back ' || case when actor = session_user and token_id is null then ''
            else 'by ' || session_user || ' ' end || 'before it was carried out' || coalesce(': ' || because, '')
    where id = command and state = 'pending' and delivery_id is null
        and (actor = session_user and token_id is null or pg_has_role(session_user, 'mj_admin', 'member'));
    return found;
end
$$;
comment on function withdraw_command is
    'Takes a command back that nobody has begun to carry out, and why; whether it did. For the role that sent it, and for '
    'administrators. In the database, because people write nothing of what becomes of a command';

-- What people say about deployments. Written from the row of the command, whose actor nobody chooses, by functions: so
-- that no process and no person can speak for somebody else, or past the rules of an environment.
create function is_among(login text, roles text[]) returns boolean
    language sql stable set search_path = public, pg_temp
    begin atomic
    with recursive members (id) as (
        select r.oid from pg_roles r where r.rolname = any(roles)
        union
        select m.member from pg_auth_members m join members on m.roleid = members.id
        where m.inherit_option or m.set_option)
    select exists (select from members join pg_roles r on r.oid = members.id where r.rolname = login);
    end;
comment on function is_among is
    'Whether a role is one of these, or a member of one, directly or not. A superuser is no member by being one, and nobody by '
    'only being the one who manages a role';

create function decide_deployment(of_command bigint, of_job bigint) returns text
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    said record;
    gate record;
    own boolean;
begin
    select c.actor, c.reason, c.kind = 'approve' as approves into strict said
    from commands c
    where c.id = of_command and c.state = 'pending' and c.kind in ('approve', 'reject')
        and (c.job_id = of_job or c.run_id = (select run_id from jobs where id = of_job));
    select g.*, e.refuses_own_approval into gate
    from deployment_gates g join environments e on e.id = g.environment_id
    where g.job_id = of_job;
    if not found or gate.required_approvals = 0 then
        return 'It waits for no approval';
    end if;
    if gate.reviewers <> '{}' and not is_among(said.actor, gate.reviewers) then
        return format('%s is none of the reviewers of %s: %s', said.actor, gate.environment,
            array_to_string(gate.reviewers, ', '));
    end if;
    if said.approves then
        select said.actor is not null and lower(said.actor) in (
            lower(r.actor), lower(d.contexts #>> '{github,triggering_actor}')) into own
        from jobs j
        join pipeline_runs r on r.id = j.run_id
        left join job_definitions d on d.job_id = j.id
        where j.id = of_job;
        if own and gate.refuses_own_approval then
            return format('%s started it, and %s wants the approval of somebody else', said.actor, gate.environment);
        elsif said.actor = any(gate.approved_by) then
            return format('%s has approved it already', said.actor);
        elsif gate.approvals_missing = 0 then
            return 'It has all of its approvals already';
        end if;
    end if;
    insert into approvals (job_id, actor, approved, reason)
    values (of_job, said.actor, said.approves, said.reason)
    on conflict (job_id, actor) do update set approved = excluded.approved, reason = excluded.reason, created_at = now();
    return null;
end
$$;
comment on function decide_deployment is
    'Writes what a command approve or reject says of a job that waits for approval, as the person who sent it; null, or one '
    'sentence: why that person may not';

create function break_glass(of_command bigint, of_job bigint) returns text
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    said record;
    gate record;
begin
    select c.actor, c.reason into strict said
    from commands c
    where c.id = of_command and c.state = 'pending' and c.kind = 'break_glass' and c.job_id = of_job;
    select g.*, e.break_glass_roles into gate
    from deployment_gates g join environments e on e.id = g.environment_id
    where g.job_id = of_job;
    if not found then
        return 'It waits at no environment';
    elsif said.reason is null or said.reason !~ '\S' then
        return 'Breaking the glass needs a reason';
    elsif not is_among(said.actor, gate.break_glass_roles)
        and not exists (
            select from pg_roles r where r.rolname = said.actor and pg_has_role(r.oid, 'mj_admin', 'member')) then
        return format('%s may not break the glass of %s: administrators may%s', said.actor, gate.environment,
            coalesce(', and ' || nullif(array_to_string(gate.break_glass_roles, ', '), ''), ''));
    elsif gate.open then
        return 'No rule keeps it: it waits for its turn';
    end if;
    insert into deployment_exceptions (job_id, kind, actor, reason)
    values (of_job, 'break_glass', said.actor, said.reason);
    return null;
end
$$;
comment on function break_glass is
    'Lets a job that waits at its environment pass all rules, as the person who sent this command; null, or one sentence: '
    'why not';

create function change_repository(of_command bigint) returns text
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    said record;
begin
    select c.actor, c.repository_id, c.arguments ->> 'guests' as guests, c.arguments ->> 'forks' as forks into strict said
    from commands c
    where c.id = of_command and c.state = 'pending' and c.kind = 'change_repository';
    if not exists (select from pg_roles r where r.rolname = said.actor and pg_has_role(r.oid, 'mj_admin', 'member')) then
        return format('%s may not change repositories: administrators may', said.actor);
    elsif said.guests not in ('none', 'forks', 'all') then
        return 'Runs for guests are none, forks or all';
    elsif said.forks not in ('outsiders', 'first_time', 'new_to_host') then
        return 'Forks that wait are outsiders, first_time or new_to_host';
    end if;
    update repositories
    set guest_runs = coalesce(said.guests, guest_runs), fork_approval = coalesce(said.forks, fork_approval)
    where id = said.repository_id;
    return case when not found then 'The command names no repository that is registered' end;
end
$$;
comment on function change_repository is
    'Sets what a command says of a repository, as the person who sent it: which of its runs are for guests, whose pull requests '
    'from forks wait; null, or one sentence: why not';

create function roll_back_deployment(of_command bigint, of_job bigint) returns void
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    insert into deployment_exceptions (job_id, kind, actor, reason)
    select j.id, 'roll_back', c.actor, c.reason
    from commands c
    join jobs j on j.repository_id = c.repository_id
    where c.id = of_command and c.state = 'pending' and c.kind = 'roll_back' and j.id = of_job
        and j.state <> 'finished';
end
$$;
comment on function roll_back_deployment is
    'Lets a job that has not ended be older than what is deployed, as the person who sent this command';

-- Tokens. Whoever holds one is its owner, as far as its scopes go and as far as the owner may at that moment.
create function live_token(proof bytea)
    returns table (
        id bigint, name text, owner text, scopes text[], repositories bigint[], expires_at timestamptz, session boolean)
    language sql stable set search_path = public, pg_temp as $$
    select t.id, t.name, t.created_by,
        array(
            select s.scope from unnest(t.scopes) with ordinality s (scope, place)
            where pg_has_role(r.oid,
                case s.scope when 'read' then 'mj_viewer' when 'steer' then 'mj_operator' else 'mj_admin' end, 'member')
            order by s.place),
        case when l.login is null then t.repositories
            when t.repositories is null then l.repositories
            else array(select unnest(t.repositories) intersect select unnest(l.repositories)) end,
        t.expires_at, t.session
    from tokens t
    left join person_limits l on l.login = t.created_by
    join pg_roles r on r.rolname = t.created_by and r.rolcanlogin and coalesce(r.rolvaliduntil > now(), true)
    where t.hash = sha256(proof) and t.revoked_at is null and t.expires_at > now()
        and not exists (
            select from tokens u where u.id = t.through_id and (u.revoked_at is not null or u.expires_at <= now()));
$$;
comment on function live_token is
    'The token that somebody shows, by its SHA-256, with what its owner may do by it now, and to which of its repositories: to '
    'none (an empty array) where its owner sees none of them. No row: it is none, it is '
    'revoked or has expired, or that by which it began, or its owner may not log in any more. For the functions below';

create function use_token(proof bytea)
    returns table (
        id bigint, name text, owner text, scopes text[], repositories bigint[], expires_at timestamptz, session boolean)
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
#variable_conflict use_column
begin
    return query select * from live_token(proof);
    -- A write for each request would cost more than the request.
    update tokens set last_used_at = now()
    where id = (
        select t.id from tokens t
        where t.hash = sha256(proof) and t.revoked_at is null and t.expires_at > now()
            and coalesce(t.last_used_at < now() - interval '1 minute', true)
        for update skip locked);
end
$$;
comment on function use_token is
    'The same as live_token, for a server, and notes that it was used, once a minute at most. In the database, because '
    'nobody but the owner reads hashes of tokens';

create function create_token(called text, proof_hash bytea, wanted text[], days integer, only_of text[])
    returns bigint
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    missing text;
    limited bigint[];
    made bigint;
begin
    if (select count(*) from tokens
        where created_by = session_user and not session
            and (revoked_at is null and expires_at > now() or created_at > now() - interval '1 day')) >= 100 then
        raise exception '% has made a hundred tokens already', session_user
            using errcode = 'program_limit_exceeded', hint = 'Revoke some, and wait a day';
    end if;
    select s into missing from unnest(wanted) s
    where not pg_has_role(session_user,
        case s when 'read' then 'mj_viewer' when 'steer' then 'mj_operator' else 'mj_admin' end, 'member');
    if missing is not null then
        raise exception '% may not do by itself what the scope % is for', session_user, missing
            using errcode = 'insufficient_privilege';
    end if;
    if only_of is not null then
        select n into missing from unnest(only_of) n
        where not exists (
            select from repositories r
            where lower(r.name) = lower(n) and (sees_everything() or r.id in (select seen_repositories())));
        if missing is not null then
            raise exception 'There is no repository %', missing using errcode = 'foreign_key_violation';
        end if;
        limited := array(
            select r.id from repositories r where lower(r.name) in (select lower(n) from unnest(only_of) n) order by r.id);
    end if;
    -- One that has expired gives its name free.
    update tokens set revoked_at = expires_at, revoked_by = created_by
    where lower(name) = lower(called) and revoked_at is null and expires_at <= now();
    insert into tokens (name, hash, scopes, repositories, created_by, expires_at)
    values (called, proof_hash, wanted, limited, session_user, now() + make_interval(days => days))
    returning id into made;
    return made;
end
$$;
comment on function create_token is
    'Makes a token of the role that logged in, with scopes that this role has, for so many days, for all repositories '
    '(null) or those of these names; its id. In the database, because nobody makes a token in the name of another';

create function add_session(
    of_owner text, proof_hash bytea, may text[], only_of bigint[], until timestamptz, through bigint) returns bigint
    language plpgsql set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    made bigint;
begin
    -- Who signs in again and again without signing out keeps the newest; what is long over goes.
    delete from tokens where created_by = of_owner and session and expires_at < now() - interval '30 days';
    update tokens set revoked_at = now(), revoked_by = of_owner
    where id in (
        select t.id from tokens t
        where t.created_by = of_owner and t.session and t.revoked_at is null and t.expires_at > now()
        order by t.id desc offset 49);
    insert into tokens (name, hash, scopes, repositories, created_by, expires_at, session, through_id)
    values ('session-' || encode(substr(proof_hash, 1, 6), 'hex'), proof_hash, may, only_of, of_owner, until, true, through)
    returning id into made;
    return made;
end
$$;
comment on function add_session is
    'A session of an owner who has shown who they are; its id. Of one owner fifty count at a time. For the functions below';

create function create_session(proof_hash bytea, hours integer) returns bigint
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    may text[];
begin
    may := array(
        select s.scope
        from (values (1, 'read', 'mj_viewer'), (2, 'steer', 'mj_operator'), (3, 'admin', 'mj_admin')) s (place, scope, role)
        where pg_has_role(session_user, s.role, 'member')
        order by s.place);
    if may = '{}' then
        raise exception '% is a member of no role that may look', session_user using errcode = 'insufficient_privilege';
    end if;
    return add_session(
        session_user::text, proof_hash, may, null, now() + make_interval(hours => least(hours, 168)), null);
end
$$;
comment on function create_session is
    'Begins a session of the role that logged in, with all that it may, for so many hours (a week at most); its id. In the '
    'database, because a server begins none in the name of another: it has to log in as that role, with its password';

create function create_session_by_token(proof bytea, proof_hash bytea, hours integer) returns bigint
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    token record;
begin
    select * into token from live_token(proof);
    -- A session begins no other: it would never end.
    if not found or token.session or token.scopes = '{}' or token.repositories = '{}' then
        return null;
    end if;
    return add_session(
        token.owner, proof_hash, token.scopes, token.repositories,
        least(token.expires_at, now() + make_interval(hours => least(hours, 168))), token.id);
end
$$;
comment on function create_session_by_token is
    'Begins a session by a token, with its scopes and its repositories, for so many hours (a week at most), and no longer '
    'than the token counts; its id, or null where the token counts no more';

create function end_session(proof bytea) returns boolean
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    update tokens set revoked_at = now(), revoked_by = created_by
    where hash = sha256(proof) and session and revoked_at is null;
    return found;
end
$$;
comment on function end_session is 'Ends the session that somebody shows; whether it did';

create function revoke_token(token bigint) returns boolean
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    update tokens set revoked_at = now(), revoked_by = session_user
    where id = token and revoked_at is null
        and (created_by = session_user or pg_has_role(session_user, 'mj_admin', 'member'));
    return found;
end
$$;
comment on function revoke_token is
    'Takes a token away, at once; whether it did. For its owner, and for administrators';

-- People. Their logins are made and removed by the owner, because an administrator is to be able to make no other role than
-- that of a person, and to remove none that he could not have made.
create function is_person(login text) returns boolean
    language sql stable set search_path = public, pg_temp
    begin atomic
    select exists (
        select
        from pg_roles r
        join pg_auth_members m on m.member = r.oid
        join pg_roles g on g.oid = m.roleid
        where r.rolname = login and r.rolname !~ '^mj_' and not r.rolsuper and not r.rolcreaterole
        group by r.oid
        having bool_and(g.rolname in ('mj_viewer', 'mj_operator', 'mj_admin'))
            or bool_and(g.rolname = 'mj_guest_runner'));
    end;
comment on function is_person is
    'Whether a role is that of a person, or of a guest runner, and nothing else: a member of mj_viewer, mj_operator or '
    'mj_admin, or of mj_guest_runner, and of no other role';

create function limit_person(login text, only_of text[]) returns void
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    missing text;
begin
    if not exists (
        select from pg_roles r
        where r.rolname = login and r.rolcanlogin and not r.rolsuper and r.rolname !~ '^mj_'
            and (pg_has_role(r.oid, 'mj_viewer', 'member') or pg_has_role(r.oid, 'mj_guest_runner', 'member'))
            and not pg_has_role(r.oid, 'mj_server', 'member')
            and not pg_has_role(r.oid, 'mj_runner', 'member')) then
        raise exception '% is no person of Mini-Jenkin', login using errcode = 'undefined_object';
    end if;
    if only_of is null then
        delete from person_limits p where p.login = limit_person.login;
        return;
    end if;
    if pg_has_role(login, 'mj_admin', 'member') then
        raise exception '% is an administrator, who sees and steers everything', login
            using errcode = 'invalid_parameter_value', hint = 'Limit viewers, operators and guest runners';
    elsif only_of = '{}' then
        raise exception 'A person is limited to one repository at least' using errcode = 'invalid_parameter_value';
    end if;
    select n into missing from unnest(only_of) n
    where not exists (select from repositories r where lower(r.name) = lower(n));
    if missing is not null then
        raise exception 'There is no repository %', missing using errcode = 'foreign_key_violation';
    end if;
    insert into person_limits as p (login, repositories)
    select limit_person.login, array_agg(r.id order by r.id)
    from repositories r
    where lower(r.name) in (select lower(n) from unnest(only_of) n)
    on conflict on constraint person_limits_pkey do update
    set repositories = excluded.repositories, set_by = session_user, set_at = now();
end
$$;
comment on function limit_person is
    'Lets a viewer or an operator see and steer these repositories only, or a guest runner carry out their jobs only, or all '
    '(null). It counts from the next statement on, '
    'for tokens and sessions too';

create function add_person(login text, verifier text, member_of text, only_of text[]) returns void
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    if login !~ '^[A-Za-z_][A-Za-z0-9_.@-]{0,62}$' or login ~* '^(mj|pg)_' or lower(login) in ('public', 'none') then
        raise exception 'A person cannot be called %', login using errcode = 'invalid_name';
    elsif verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' then
        raise exception 'A password comes as what SCRAM-SHA-256 keeps of it' using errcode = 'invalid_password';
    elsif member_of is null or member_of not in ('mj_viewer', 'mj_operator', 'mj_admin', 'mj_guest_runner') then
        raise exception 'A person is a viewer, an operator or an administrator, not %', member_of
            using errcode = 'invalid_parameter_value';
    elsif member_of = 'mj_guest_runner' and login like '%@%' then
        raise exception 'A guest runner cannot be called %', login using errcode = 'invalid_name';
    elsif exists (select from pg_roles r where lower(r.rolname) = lower(login)) then
        raise exception 'There is a role % already', login using errcode = 'duplicate_object';
    elsif not (select r.rolcreaterole from pg_roles r where r.rolname = current_user) then
        raise exception 'People cannot be added here: let an administrator of PostgreSQL do '
            '"alter role mj_owner createrole" and "grant mj_viewer, mj_operator, mj_admin, mj_guest_runner to mj_owner with admin option"'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    execute format('create role %I login password %L in role %I', login, verifier, member_of);
    execute format('comment on role %I is %L', login,
        case member_of when 'mj_guest_runner' then 'A guest runner' else 'A person' end
        || ' of Mini-Jenkin, added by ' || session_user);
    if member_of = 'mj_guest_runner' then
        execute format('alter role %I connection limit 20', login);
    end if;
    perform limit_person(login, only_of);
end
$$;
comment on function add_person is
    'Makes the login of a person, who is a member of one of the three roles of people, or of a guest runner, for all repositories (null) or those of '
    'these names. The password comes as what '
    'SCRAM-SHA-256 keeps of it: it is in no log, and whatever password_encryption says';

create function end_person(login text) returns void
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    if not is_person(login) then
        raise exception '% is no person of Mini-Jenkin', login using errcode = 'undefined_object';
    elsif login = session_user then
        raise exception 'Nobody removes himself' using errcode = 'object_in_use';
    end if;
    begin
        execute format('alter role %I nologin', login);
        execute format('grant %I to %I with inherit true, set false', login, current_user);
    exception
        when insufficient_privilege then
            raise exception '% was not added by Mini-Jenkin: let who made the role do "drop role %"', login, quote_ident(login)
                using errcode = 'object_not_in_prerequisite_state';
    end;
    update tokens set revoked_at = now(), revoked_by = session_user where created_by = login and revoked_at is null;
    perform pg_terminate_backend(a.pid) from pg_stat_activity a where a.usename = login;
end
$$;
comment on function end_person is
    'Lets nobody in any more as a person, revokes the tokens and ends the sessions of that login';

create function drop_person(login text) returns void
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    if not is_person(login) or (select r.rolcanlogin from pg_roles r where r.rolname = login) then
        raise exception '% is no person whose login has ended', login using errcode = 'undefined_object';
    end if;
    -- Who came in while it ended.
    perform pg_terminate_backend(a.pid) from pg_stat_activity a where a.usename = login;
    execute format('drop role %I', login);
    delete from person_limits p where p.login = drop_person.login;
exception
    when dependent_objects_still_exist then
        raise exception '% may not log in any more, but the role stays, because somebody gave it more rights by hand: '
            'an administrator of PostgreSQL removes them by "drop owned by %", then "drop role %"',
            login, quote_ident(login), quote_ident(login)
            using errcode = 'dependent_objects_still_exist';
end
$$;
comment on function drop_person is
    'Drops the role of a person whose login end_person has ended, in an earlier transaction: nobody can have come in since';

create function send_command_by_token(
    proof bytea, kind text, arguments jsonb, reason text, run bigint, job bigint, repository bigint, due timestamptz,
    request_key text, request_hash bytea, out command bigint, out fresh boolean, out refusal text)
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    token record;
    about bigint[];
    known bytea;
begin
    fresh := false;
    select * into token from live_token(proof);
    if not found then
        refusal := 'token';
        return;
    end if;
    if not ((case when kind in ('break_glass', 'change_repository') then 'admin' else 'steer' end) = any(token.scopes)) then
        refusal := 'scope';
        return;
    end if;
    about := command_subjects(kind, arguments, run, job, repository);
    if array_position(about, null) is not null
        or token.repositories is not null
            and (not is_of_repositories(kind) or about = '{}' or not about <@ token.repositories) then
        refusal := 'subject';
        return;
    end if;
    if due > now() + interval '400 days' then
        refusal := 'time';
        return;
    end if;
    insert into commands (
        kind, arguments, reason, actor, token_id, run_id, job_id, repository_id, due_at, request_key, request_hash)
    values (
        send_command_by_token.kind, send_command_by_token.arguments, send_command_by_token.reason, token.owner, token.id,
        run, job, repository, greatest(now(), due), send_command_by_token.request_key, send_command_by_token.request_hash)
    on conflict do nothing
    returning id into command;
    fresh := found;
    if not fresh then
        select c.id, c.request_hash into command, known
        from commands c
        where c.token_id = token.id and c.request_key = send_command_by_token.request_key;
        if known is distinct from send_command_by_token.request_hash then
            refusal := 'key';
        end if;
    end if;
end
$$;
comment on function send_command_by_token is
    'Sends a command as the owner of a token, as far as the token goes: its id, and whether it is new; where the same '
    'request came before under the same key, the id of then. Or why not: token (there is none such any more), scope, '
    'subject (what it is about is not there, or not for this token), time (it is wished for too late), key (another request has this key). In the '
    'database, because no process says who asked for a command';

create function withdraw_command_by_token(proof bytea, command bigint, because text, out refusal text)
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    token record;
begin
    select * into token from live_token(proof);
    if not found then
        refusal := 'token';
        return;
    end if;
    if not token.scopes && array['steer', 'admin'] then
        refusal := 'scope';
        return;
    end if;
    if not exists (
        select from commands c
        left join pipeline_runs r on r.id = c.run_id
        left join jobs j on j.id = c.job_id
        where c.id = command and (token.repositories is null or c.token_id = token.id
            or coalesce(r.repository_id, j.repository_id, c.repository_id) = any(token.repositories))) then
        refusal := 'subject';
        return;
    end if;
    update commands
    set state = 'withdrawn', waits_for = null, executed_at = now(),
        outcome = 'Taken back ' || case when actor = token.owner then '' else 'by ' || token.owner || ' ' end
            || 'before it was carried out' || coalesce(': ' || because, '')
    where id = command and state = 'pending' and delivery_id is null
        and (actor = token.owner and 'steer' = any(token.scopes) or 'admin' = any(token.scopes));
    if not found then
        refusal := case when exists (
            select from commands c
            where c.id = command and (c.actor = token.owner and 'steer' = any(token.scopes) or 'admin' = any(token.scopes)))
            then 'late' else 'scope' end;
    end if;
end
$$;
comment on function withdraw_command_by_token is
    'Takes a command back that nobody has begun to carry out, as the owner of a token: what that owner sent, or with the '
    'scope admin what anybody did. Null: it did; or why not: token, scope, subject, late';
