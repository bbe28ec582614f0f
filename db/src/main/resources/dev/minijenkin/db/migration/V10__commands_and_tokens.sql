-- Commands and tokens. Every wish of a person or a program is a row of `commands`: the right to act is one grant, and
-- the queue of commands is the audit log.

set local role mj_owner;

create table tokens (
    id bigint generated always as identity primary key,
    name text not null unique check (name <> ''),
    hash bytea not null unique check (length(hash) = 32),
    scopes text[] not null,
    created_by text not null default session_user,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    last_used_at timestamptz,
    constraint tokens_expire_later check (expires_at > created_at)
);
comment on table tokens is 'Access tokens of the REST interface';
comment on column tokens.name is 'What people call it';
comment on column tokens.hash is 'SHA-256 of the token; the token itself is shown once and never stored';
comment on column tokens.scopes is 'What it may be used for';
comment on column tokens.created_by is 'Database role of its owner';
comment on column tokens.revoked_at is 'It counts no more since then; null: it counts until it expires';
comment on column tokens.expires_at is 'It counts until then';
comment on column tokens.last_used_at is 'Null: never';
comment on constraint tokens_expire_later on tokens is 'It expires after it was made';

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
    constraint commands_executed_has_time check ((state = 'pending') = (executed_at is null)),
    constraint commands_due_soon check (tries > 0 or next_try_at <= created_at + interval '1 minute'),
    constraint commands_due_later check (due_at between created_at and created_at + interval '400 days'),
    constraint commands_executed_has_outcome check (state = 'pending' or outcome is not null),
    constraint commands_executed_waits_for_nothing check (state = 'pending' or waits_for is null)
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
        select m.member from pg_auth_members m join members on m.roleid = members.id)
    select exists (select from members join pg_roles r on r.oid = members.id where r.rolname = login);
    end;
comment on function is_among is
    'Whether a role is one of these, or a member of one, directly or not. A superuser is no member by being one';

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
