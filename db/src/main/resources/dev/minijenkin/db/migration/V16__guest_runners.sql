-- Guest runners. What a runner that runs code nobody has reviewed may ask for: each function looks itself whether the claim
-- that it names is live and of the role that logged in, and does no more than the statement that trusted runners have for
-- the same. A guest has no right on any table. What it says of its job's end is kept, and carried out by others.
--
-- No function holds what others wait for: a guest may leave its transaction open. So it locks nothing but rows of its own
-- runner, its own claims, and the runs, jobs and artifacts of these.

set local role mj_owner;

create function guest_claim(of_claim bigint)
    returns table (claim bigint, job bigint, run bigint, attempt integer, repository bigint, log_day date, claimed_at timestamptz)
    language sql volatile set search_path = public, pg_temp set lock_timeout = '1s' as $$
    select c.id, j.id, j.run_id, j.attempt, j.repository_id, c.log_day, c.claimed_at
    from claims c
    join guest_claims g on g.claim_id = c.id
    join runners w on w.id = c.runner_id and w.instance = c.instance and w.guest_login = session_user
    join jobs j on j.id = c.job_id
    where c.id = of_claim and c.claimed_by = session_user and c.released_at is null and g.reported_at is null
    for share of c;
$$;
comment on function guest_claim is
    'A claim with what belongs to it, where it is live, has no report, and is of the guest that logged in; else no row. It '
    'stays live until the transaction ends. Every function of guests that names a claim begins with it';

create function guest_register(
    wanted text, wanted_instance uuid, wanted_labels text[], wanted_capacity integer, on_host text, on_os text,
    on_architecture text, of_version text, of_pid bigint, dead uuid[], keyset bytea)
    returns table (runner bigint, lease_seconds integer, held_on text, held_by bigint, silent_for double precision)
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    holder record;
    lease integer := (select s.lease_seconds from settings s);
    taken bigint;
begin
    if lower(wanted) <> lower(session_user) and not starts_with(lower(wanted), lower(session_user) || '-') then
        raise exception 'A guest runner that logs in as % is called so, or %-SOMETHING, and not %', session_user, session_user,
            wanted using errcode = 'insufficient_privilege';
    elsif exists (select from runners r where lower(r.name) = lower(wanted) and r.guest_login is distinct from session_user)
    then
        raise exception 'The name % is that of a runner of another login', wanted using errcode = 'insufficient_privilege';
    elsif (select count(*) from runners r where r.guest_login = session_user and lower(r.name) <> lower(wanted)) >= 10 then
        raise exception '% has had ten names of runners', session_user
            using errcode = 'insufficient_privilege', hint = 'Take one of them, or let each host log in as a role of its own';
    elsif wanted_capacity > 100 then
        raise exception 'A guest runner carries out 100 jobs at a time at most' using errcode = 'invalid_parameter_value';
    elsif pg_column_size(wanted_labels) + octet_length(concat(on_host, on_os, on_architecture, of_version)) > 16384 then
        raise exception 'A guest runner says too much of itself' using errcode = 'program_limit_exceeded';
    end if;
    select r.id, r.instance, r.host, r.pid, greatest(0, extract(epoch from now() - h.heartbeat_at))::float8 as silent,
        r.stopped_at is null and r.instance <> wanted_instance and r.instance <> all (dead)
            and h.heartbeat_at > now() - make_interval(secs => lease) as alive
    into holder
    from runners r left join runner_heartbeats h on h.runner_id = r.id
    where lower(r.name) = lower(wanted);
    if holder.alive then
        return query select null::bigint, lease, holder.host, holder.pid, holder.silent;
        return;
    end if;
    insert into runners as r (
        name, instance, labels, capacity, host, os, architecture, version, pid, guest_login, guest_keyset)
    values (
        wanted, wanted_instance, wanted_labels, wanted_capacity, on_host, on_os, on_architecture, of_version, of_pid,
        session_user, keyset)
    on conflict (lower(name)) do update set
        instance = excluded.instance, labels = excluded.labels, capacity = excluded.capacity, host = excluded.host,
        os = excluded.os, architecture = excluded.architecture, version = excluded.version, pid = excluded.pid,
        guest_keyset = excluded.guest_keyset, draining = false, registered_at = now(), stopped_at = null
    where r.instance = holder.instance and r.guest_login = session_user
    returning r.id into taken;
    if taken is null then
        return;
    end if;
    insert into runner_heartbeats (runner_id) values (taken)
    on conflict (runner_id) do update set heartbeat_at = now();
    return query select taken, lease, null::text, null::bigint, null::float8;
end
$$;
comment on function guest_register is
    'Takes the name of a guest runner, as one that is no guest does by itself: its id, or the process that holds the name. No '
    'row where another process was first. A guest is called like its login, so that it takes no name of others, and a login has '
    'ten names at most';

create function guest_beat(of_runner bigint, of_instance uuid, load real, wanted integer[])
    returns table (draining boolean, live bigint[], cancelled bigint[], lease_seconds integer, queued boolean,
        label_sets bigint, online bigint)
    language sql volatile security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    with beat as (
        update runner_heartbeats h
        set heartbeat_at = now(), load_average = load
        from runners r
        where h.runner_id = of_runner and r.id = h.runner_id and r.instance = of_instance and r.stopped_at is null
            and r.guest_login = session_user
        returning r.id, r.draining),
    held as materialized (
        select c.id, c.job_id
        from beat b
        join claims c on c.runner_id = b.id and c.released_at is null and c.instance = of_instance
        join guest_claims g on g.claim_id = c.id and g.reported_at is null)
    select (select b.draining from beat b), array(select id from held),
        array(select h.id from held h join jobs j on j.id = h.job_id where j.cancel_requested_at is not null),
        s.lease_seconds,
        exists (
            select from beat, unnest(wanted) as w(label_set_id)
            join label_sets l on l.id = w.label_set_id and l.for_guests
            where case when sees_everything() then exists (select from queue q where q.label_set_id = l.id)
                else exists (
                    select from seen_repositories() as seen(repository_id)
                    cross join lateral (
                        select from queue q
                        where q.label_set_id = l.id and q.repository_id = seen.repository_id
                        limit 1) head) end),
        (select count(*) from label_sets where for_guests), 1::bigint
    from settings s;
$$;
comment on function guest_beat is
    'The heartbeat of a guest runner, with the answer that others get: what it has, what of that is to be cancelled, and '
    'whether there is work for guests. No draining: the process does not hold the name any more';

create function guest_stop(of_runner bigint, of_instance uuid) returns void
    language sql volatile security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    update runners set stopped_at = now()
    where id = of_runner and instance = of_instance and guest_login = session_user;
$$;
comment on function guest_stop is 'A guest runner leaves in good order';

create function guest_label_sets(labels text[]) returns setof integer
    language sql stable security definer set search_path = public, pg_temp as $$
    select l.id from label_sets l where l.for_guests and l.labels <@ guest_label_sets.labels order by l.id;
$$;
comment on function guest_label_sets is 'The label sets for guests whose every label is among these';

create function guest_take(
    sets integer[], priorities smallint[], vtimes bigint[], of_runner bigint, of_instance uuid, most integer)
    returns table (claim_id bigint, job_id bigint, run_id bigint, repository_id bigint, key text,
        template text, own text, of_run text, of_job text, claimed_at timestamptz, log_day date, log_limit_bytes bigint,
        lost_by text, environment_id bigint, fence_token bigint, pipeline text, test_reports text, number bigint, attempt integer, repository text, url text, ref text, commit_sha text,
        label_set_id integer, priority smallint, vtime bigint)
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
#variable_conflict use_column
declare
    held record;
    head record;
    room bigint;
    limited boolean := exists (select from claim_limits);
    narrow boolean := limited or not sees_everything();
    full_repositories bigint[] := '{}';
    full_labels text[] := '{}';
    made bigint;
begin
    select r.id, r.instance, r.labels, r.capacity - (
        select count(*) from claims c
        join guest_claims g on g.claim_id = c.id and g.reported_at is null
        where c.runner_id = r.id and c.released_at is null) as free
    into held
    from runners r
    join runner_heartbeats h on h.runner_id = r.id
    cross join settings s
    where r.id = of_runner and r.instance = of_instance and r.guest_login = session_user and r.stopped_at is null
        and not r.draining and h.heartbeat_at > now() - make_interval(secs => s.lease_seconds / 2.0);
    if not found then
        return;
    end if;
    room := least(most, held.free);
    if limited then
        select coalesce(array_agg(l.repository_id) filter (where l.label is null), '{}'),
            coalesce(array_agg(l.label) filter (where l.label is not null), '{}')
        into full_repositories, full_labels
        from claim_limits_now l where l.taken >= l.most;
    end if;
    -- The head of each set; where a limit or the login keeps repositories back, the heads of those that are left, looked up in
    -- an index one after the other: what is kept back is passed over, however much it is.
    for head in
        with recursive wanted as materialized (
            select s.id as label_set_id, s.labels, w.priority, w.vtime
            from unnest(sets, priorities, vtimes) as w(label_set_id, priority, vtime)
            join label_sets s on s.id = w.label_set_id and s.for_guests and s.labels <@ held.labels
                and not s.labels && full_labels),
        present (label_set_id, labels, priority, vtime, repository_id) as (
            select w.*, (
                select q.repository_id from queue q
                where q.label_set_id = w.label_set_id
                order by q.repository_id limit 1)
            from wanted w
            where narrow
            union all
            select p.label_set_id, p.labels, p.priority, p.vtime, (
                select q.repository_id from queue q
                where q.label_set_id = p.label_set_id and q.repository_id > p.repository_id
                order by q.repository_id limit 1)
            from present p
            where p.repository_id is not null)
        select q.label_set_id, q.priority, q.vtime, q.job_id, q.repository_id, w.labels
        from wanted w
        cross join lateral (
            select n.* from queue n
            where not narrow and n.label_set_id = w.label_set_id and (n.priority, n.vtime) >= (w.priority, w.vtime)
            order by n.priority, n.vtime, n.job_id
            limit greatest(room, 0) + 12) q
        union all
        select q.label_set_id, q.priority, q.vtime, q.job_id, q.repository_id, p.labels
        from present p
        cross join lateral (
            select n.* from queue n
            where n.label_set_id = p.label_set_id and n.repository_id = p.repository_id
                and (n.priority, n.vtime) >= (p.priority, p.vtime)
            order by n.priority, n.vtime, n.job_id
            limit greatest(room, 0) + 12) q
        where p.repository_id <> all (full_repositories)
            and ((select sees_everything()) or p.repository_id in (select seen_repositories()))
        order by priority, vtime, job_id
    loop
        exit when room <= 0;
        -- Each that was taken counts. Nobody is kept from counting at the same moment: a guest could do that for ever.
        continue when limited and exists (
            select from claim_limits_now l
            where l.taken >= l.most and (l.repository_id = head.repository_id or l.label = any(head.labels)));
        delete from queue d
        where d.ctid = (
            select n.ctid from queue n
            where n.label_set_id = head.label_set_id and n.priority = head.priority and n.vtime = head.vtime
                and n.job_id = head.job_id
            for update skip locked);
        continue when not found;
        insert into claims (job_id, runner_id, instance, priority, vtime)
        values (head.job_id, held.id, held.instance, head.priority, head.vtime)
        returning id into made;
        insert into guest_claims (claim_id) values (made);
        update jobs j set state = 'claimed', claimed_by = held.id, claimed_at = now(), claims_left = j.claims_left - 1
        where j.id = head.job_id;
        room := room - 1;
        return query
            select c.id, j.id, j.run_id, j.repository_id, j.key, t.template::text, d.own::text, o.contexts::text,
                d.contexts::text, c.claimed_at, c.log_day, s.log_limit_bytes,
                (select case when before.outcome = 'runner_lost' then w.name end
                from claims before
                join runners w on w.id = before.runner_id
                where before.job_id = j.id and before.id < c.id
                order by before.id desc
                limit 1),
                case when e.state = 'active' then e.environment_id end,
                case when e.state = 'active' then e.fence_token end,
                p.name, p.test_reports, u.number, j.attempt::integer, r.name, r.url, u.ref, u.commit_sha::text, j.label_set_id, c.priority, c.vtime
            from claims c
            join jobs j on j.id = c.job_id
            join pipeline_runs u on u.id = j.run_id
            join pipelines p on p.id = u.pipeline_id
            join repositories r on r.id = j.repository_id
            join run_sources o on o.run_id = j.run_id
            join job_definitions d on d.job_id = j.id
            join job_templates t on t.id = d.template_id
            left join deployments e on e.job_id = j.id
            cross join settings s
            where c.id = made;
    end loop;
end
$$;
comment on function guest_take is
    'Takes the best jobs of runs that are for guests, as others take theirs, but for no more than the runner has slots for, and '
    'of the repositories to which its login is limited, if it is. They are claimed only: each begins by guest_begin. What '
    'limits of claims leave room for is looked at and not locked';

create function guest_begin(of_claim bigint) returns bytea
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    held record;
begin
    -- Runs are locked before claims.
    perform from pipeline_runs r
    where r.state in ('queued', 'waiting') and r.id = (
        select j.run_id from claims c join jobs j on j.id = c.job_id where c.id = of_claim and c.claimed_by = session_user)
    for no key update;
    select * into held from guest_claim(of_claim);
    if not found then
        return null;
    end if;
    update claims set acknowledged_at = now() where id = of_claim and acknowledged_at is null;
    if found then
        update jobs set state = 'running', started_at = now() where id = held.job and state = 'claimed';
        update deployments set claim_id = of_claim where job_id = held.job and state = 'active';
        update pipeline_runs r set state = 'running', started_at = coalesce(r.started_at, now())
        where r.id = held.run and r.state in ('queued', 'waiting');
        if found and exists (select from run_listeners n where n.repository_id = held.repository) then
            update guest_claims set began = true where claim_id = of_claim;
        end if;
    end if;
    return (select s.event from run_sources s where s.run_id = held.run);
end
$$;
comment on function guest_begin is
    'The job of a claim is running from now on, and so is its run: the payload of the event of the run; null where the claim '
    'is not live. May be asked again';

create function guest_append(
    claims bigint[], seqs integer[], steps integer[], first_lines bigint[], line_counts integer[], continued boolean[],
    raw integer[], firsts bigint[], bodies bytea[])
    returns table (claim_id bigint, run_id bigint, watched boolean)
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
#variable_conflict use_column
declare
    held record;
    bytes bigint;
    most constant bigint := (select s.log_limit_bytes + s.log_limit_bytes / 8 + 16777216 from settings s);
begin
    for held in
        select g.*
        from (select distinct each as id from unnest(guest_append.claims) each order by 1) i
        cross join lateral guest_claim(i.id) g
    loop
        select sum(octet_length(l.body) + 64) into bytes
        from unnest(guest_append.claims, bodies) as l(claim_id, body) where l.claim_id = held.claim;
        update guest_claims g set log_bytes = g.log_bytes + bytes
        where g.claim_id = held.claim and g.log_bytes + bytes <= most
            and not exists (
                select from unnest(guest_append.claims, bodies) as l(claim_id, body)
                where l.claim_id = held.claim and octet_length(l.body) > 1048576);
        if not found then
            raise exception 'The log of claim % is too big', held.claim using errcode = 'program_limit_exceeded';
        end if;
        insert into job_logs (day, job_id, claim_id, seq, step_number, first_line, line_count, continues, raw_bytes, first_at,
            codec, body)
        select held.log_day, held.job, held.claim, l.seq, l.step_number, l.first_line, l.line_count, l.continues, l.raw_bytes,
            least(now() + interval '1 minute', greatest(held.claimed_at, to_timestamp(l.first_at / 1000.0))), 1, l.body
        from unnest(guest_append.claims, seqs, steps, first_lines, line_counts, continued, raw, firsts, bodies)
            as l(claim_id, seq, step_number, first_line, line_count, continues, raw_bytes, first_at, body)
        where l.claim_id = held.claim
        on conflict do nothing;
        return query select held.claim, held.run, exists (
            select from log_watchers w where w.run_id = held.run and w.expires_at > now());
    end loop;
end
$$;
comment on function guest_append is
    'Stores chunks of logs of the guest''s claims, in codec 1: those claims that are live. An error where one has more than '
    'settings.log_limit_bytes lets it, and an eighth';

create function guest_steps(
    claims bigint[], numbers integer[], keys text[], names text[], states text[], outcomes text[], conclusions text[],
    exit_codes integer[], first_lines bigint[], starts bigint[], ends bigint[])
    returns table (claim_id bigint, run_id bigint)
    language sql volatile security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    with live as materialized (
        select g.*
        from (select distinct each as id from unnest(guest_steps.claims) each order by 1) i
        cross join lateral guest_claim(i.id) g),
    written as (
        insert into steps (claim_id, number, job_id, key, name, state, outcome, conclusion, exit_code, first_line,
            started_at, finished_at)
        select c.claim, s.number, c.job, left(nullif(s.key, ''), 255), left(s.name, 1000), s.state, s.outcome, s.conclusion,
            s.exit_code, s.first_line,
            least(now(), greatest(c.claimed_at, to_timestamp(s.started / 1e6))),
            least(now(), greatest(c.claimed_at, to_timestamp(s.finished / 1e6)))
        from unnest(
            guest_steps.claims, numbers, keys, names, states, outcomes, conclusions, exit_codes, first_lines, starts, ends)
            as s(claim_id, number, key, name, state, outcome, conclusion, exit_code, first_line, started, finished)
        join live c on c.claim = s.claim_id
        where s.number <= 10000
        on conflict (claim_id, number) do update
        set name = excluded.name, state = excluded.state, outcome = excluded.outcome, conclusion = excluded.conclusion,
            exit_code = excluded.exit_code, first_line = excluded.first_line, started_at = excluded.started_at,
            finished_at = excluded.finished_at)
    select claim, run from live;
$$;
comment on function guest_steps is
    'Writes how steps of the guest''s claims stand, ten thousand of a job at most: those claims that are live';

create function guest_report(of_claim bigint, said jsonb) returns boolean
    language plpgsql set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    if not exists (select from guest_claim(of_claim)) then
        return false;
    elsif octet_length(said::text) > 67108864 then
        raise exception 'The result of claim % is too big', of_claim using errcode = 'program_limit_exceeded';
    end if;
    update guest_claims g set report = said, reported_at = now() where g.claim_id = of_claim and g.reported_at is null;
    return found;
end
$$;
comment on function guest_report is
    'Keeps what becomes of a claim, for whoever may carry it out; whether it was live. Nobody may call it but functions of the owner';

create function guest_finish(
    of_claim bigint, ended conclusion, because cause, says text, gives text, lines bigint, bytes bigint, cut boolean,
    at_url text, of_steps integer[], levels text[], titles text[], messages text[], paths text[], at_lines integer[],
    at_columns integer[])
    returns boolean
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    if ended = 'failure' and because is null then
        raise exception 'Every failure has a cause' using errcode = 'check_violation';
    elsif jsonb_typeof(gives::jsonb) <> 'object'
        or exists (select from jsonb_each(gives::jsonb) o where jsonb_typeof(o.value) <> 'string') then
        raise exception 'Outputs are texts by name' using errcode = 'check_violation';
    elsif cardinality(levels) > 10000 then
        raise exception 'A job has ten thousand annotations at most' using errcode = 'program_limit_exceeded';
    end if;
    return guest_report(of_claim, jsonb_build_object(
        'kind', 'finished', 'conclusion', ended, 'cause', because, 'message', left(says, 4096), 'outputs', gives::jsonb,
        'lines', greatest(lines, 0), 'bytes', greatest(bytes, 0), 'cut', cut, 'url', left(at_url, 2048),
        'annotations', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'step', a.step, 'level', a.level::annotation_level, 'title', left(a.title, 1000), 'message', left(a.message, 16384),
                'path', left(a.path, 4096), 'line', greatest(a.line, 0), 'column', greatest(a.col, 0)) order by a.place), '[]')
            from unnest(of_steps, levels, titles, messages, paths, at_lines, at_columns)
                with ordinality as a(step, level, title, message, path, line, col, place))));
end
$$;
comment on function guest_finish is
    'A guest says how its job ended, and with which outputs and annotations; whether its claim was live. Somebody else writes '
    'it down and lets the run go on';

create function guest_return(of_claim bigint, heard boolean) returns boolean
    language sql volatile security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    select guest_report(of_claim, jsonb_build_object('kind', case when heard then 'returned' else 'unheard' end));
$$;
comment on function guest_return is
    'A guest gives a claim back that none of its threads carries out; unheard: it does not count. Whether it was live';

create function guest_secrets_of(of_claim bigint)
    returns table (state text, name text, repository_id bigint, environment_id bigint, sealed_to text, ciphertext bytea)
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
#variable_conflict use_column
begin
    if not exists (select from guest_claim(of_claim)) then
        return;
    elsif not exists (select from secrets_of_claim(of_claim, session_user) s where s.name is not null) then
        return query select 'given', null, null::bigint, null::bigint, null, null::bytea;
    elsif not exists (select from guest_claims g where g.claim_id = of_claim and g.secrets_given_at is not null) then
        update guest_claims g set secrets_wanted_at = now() where g.claim_id = of_claim and g.secrets_wanted_at is null;
        return query select 'wanted', null, null::bigint, null::bigint, null, null::bytea;
    else
        return query
            select 'given', s.name, s.repository_id, s.environment_id, s.sealed_to, s.ciphertext
            from (select 1) one left join guest_secrets s on s.claim_id = of_claim;
    end if;
end
$$;
comment on function guest_secrets_of is
    'The secrets that the job of a guest''s claim names, sealed to the key of the guest; state is wanted until a runner that '
    'is no guest has done that. One row of nulls where there are none; no row where the claim is not live. The sealed values '
    'of secrets themselves, which another key opens, are not for guests';

create function secrets_for_guests(most integer)
    returns table (claim_id bigint, keyset bytea, name text, repository_id bigint, environment_id bigint, sealed_to text,
        ciphertext bytea)
    language sql stable security definer set search_path = public, pg_temp as $$
    select g.claim_id, w.guest_keyset, s.name, s.repository_id, s.environment_id, s.sealed_to, s.ciphertext
    from (
        select claim_id from guest_claims
        where secrets_wanted_at is not null and secrets_given_at is null
        -- One that cannot be served stands in nobody's way.
        order by random()
        limit most) g
    join claims c on c.id = g.claim_id
    join runners w on w.id = c.runner_id and w.instance = c.instance and w.guest_keyset is not null
    cross join lateral secrets_of_claim(c.id, c.claimed_by) s
    where c.released_at is null and s.name is not null
    order by g.claim_id, s.name;
$$;
comment on function secrets_for_guests is
    'What the jobs of guests wait for: the sealed values that they name, and the key to which a runner that opens them seals '
    'them anew';

create function guest_variables(of_claim bigint) returns table (name text, value text)
    language sql volatile security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    select v.name, v.value
    from guest_claim(of_claim) g
    join deployments d on d.job_id = g.job and d.state = 'active'
    join deployment_locks l on l.deployment_id = d.id
    join variables v on v.repository_id = g.repository and v.environment_id = d.environment_id;
$$;
comment on function guest_variables is 'The variables of the environment whose lock the job of a guest''s claim holds';

create function guest_actions(of_claim bigint) returns table (repository text, ref text, commit_sha text)
    language sql volatile security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    select a.repository, a.ref, a.commit_sha
    from guest_claim(of_claim) g
    join run_actions a on a.run_id = g.run and a.attempt = g.attempt
    order by a.repository, a.ref;
$$;
comment on function guest_actions is 'Which commits of actions the run of a guest''s claim carries out';

create function guest_keep_action(of_claim bigint, of_repository text, at_ref text, at_commit text) returns text
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    held record;
begin
    select * into held from guest_claim(of_claim);
    if not found then
        return null;
    elsif (select count(*) from run_actions a where a.run_id = held.run and a.attempt = held.attempt) >= 10000
        or octet_length(of_repository) + octet_length(at_ref) > 2048 then
        raise exception 'Run % uses too many actions', held.run using errcode = 'program_limit_exceeded';
    end if;
    insert into run_actions (run_id, attempt, repository, ref, commit_sha)
    values (held.run, held.attempt, of_repository, at_ref, at_commit)
    on conflict do nothing;
    return (
        select a.commit_sha from run_actions a
        where a.run_id = held.run and a.attempt = held.attempt and a.repository = of_repository and a.ref = at_ref);
end
$$;
comment on function guest_keep_action is
    'Keeps what an action stands at, unless a job of the run was faster: the commit that counts; null where the claim is not live';

create function guest_default_branch(of_claim bigint) returns text
    language sql volatile security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    select r.default_branch from guest_claim(of_claim) g join repositories r on r.id = g.repository;
$$;
comment on function guest_default_branch is 'The default branch of the repository of a guest''s claim; null where it is not live';

create function guest_artifacts(of_claim bigint)
    returns table (id bigint, name text, size_bytes bigint, sha256 bytea, packing text, media_type text, created_at timestamptz)
    language sql volatile security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    select distinct on (a.name) a.id, a.name, a.size_bytes, a.sha256, a.packing::text, a.media_type, a.created_at
    from guest_claim(of_claim) g
    join artifacts a on a.run_id = g.run and a.attempt <= g.attempt
    where a.complete and a.expires_at > now()
    order by a.name, a.attempt desc;
$$;
comment on function guest_artifacts is 'The artifacts of the run of a guest''s claim';

create function guest_artifact_begin(
    of_claim bigint, wanted text, days integer, packed artifact_packing, typed text, replace_it boolean)
    returns table (live boolean, id bigint)
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
#variable_conflict use_column
declare
    held record;
    made bigint;
begin
    select * into held from guest_claim(of_claim);
    if not found then
        return query select false, null::bigint;
        return;
    elsif days not between 1 and 90 then
        raise exception 'An artifact is kept 1 to 90 days' using errcode = 'check_violation';
    elsif (select count(*) from artifacts a where a.job_id = held.job) >= 1000 then
        raise exception 'Job % keeps too many artifacts', held.job using errcode = 'program_limit_exceeded';
    end if;
    delete from artifacts a
    where a.run_id = held.run and a.attempt = held.attempt and a.name = wanted
        and (replace_it or (a.job_id = held.job and not a.complete));
    insert into artifacts (run_id, attempt, job_id, name, packing, media_type, expires_at)
    values (held.run, held.attempt, held.job, wanted, packed, typed, now() + make_interval(days => days))
    on conflict do nothing
    returning artifacts.id into made;
    return query select true, made;
end
$$;
comment on function guest_artifact_begin is
    'Begins an artifact of the job of a guest''s claim; no id: another one of the run has the name. A thousand a job at most';

create function guest_artifact_append(of_claim bigint, artifact bigint, at integer, piece bytea) returns boolean
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    held record;
begin
    select g.* into held
    from guest_claim(of_claim) g join artifacts a on a.id = artifact and a.job_id = g.job and not a.complete;
    if not found then
        return false;
    elsif octet_length(piece) > 1048576 or octet_length(piece) + (
        select sum(a.size_bytes) from artifacts a where a.job_id = held.job)
        > (select s.guest_artifact_limit_bytes from settings s) then
        raise exception 'The artifacts of a job of a guest runner have % bytes at most',
            (select s.guest_artifact_limit_bytes from settings s) using errcode = 'program_limit_exceeded';
    end if;
    insert into artifact_chunks (artifact_id, seq, body) values (artifact, at, piece) on conflict do nothing;
    if found then
        update artifacts a set size_bytes = a.size_bytes + octet_length(piece) where a.id = artifact;
    end if;
    return true;
end
$$;
comment on function guest_artifact_append is
    'Adds a piece to an artifact that the job of a guest''s claim began; whether it is one. An error beyond '
    'settings.guest_artifact_limit_bytes';

create function guest_artifact_complete(of_claim bigint, artifact bigint, digest bytea) returns boolean
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    update artifacts a set complete = true, sha256 = digest
    from guest_claim(of_claim) g
    where a.id = artifact and a.job_id = g.job;
    return found;
end
$$;
comment on function guest_artifact_complete is 'All of an artifact of the job of a guest''s claim is there; whether it is one';

create function guest_artifact_piece(of_claim bigint, artifact bigint, at integer) returns bytea
    language sql volatile security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    select c.body
    from guest_claim(of_claim) g
    join artifacts a on a.id = artifact and a.run_id = g.run and a.complete
    join artifact_chunks c on c.artifact_id = a.id and c.seq = at;
$$;
comment on function guest_artifact_piece is
    'A piece of an artifact of the run of a guest''s claim; null after the last one, and where it is not of that run';

create function guest_artifact_remove(of_claim bigint, artifact bigint) returns void
    language sql volatile security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    delete from artifacts a using guest_claim(of_claim) g where a.id = artifact and a.run_id = g.run;
$$;
comment on function guest_artifact_remove is 'Removes an artifact of the run of a guest''s claim';

create function guest_summary(of_claim bigint, place integer, of_step integer, says text) returns void
    language sql volatile security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    insert into step_summaries (claim_id, seq, job_id, step_number, body)
    select g.claim, place, g.job, of_step, says from guest_claim(of_claim) g where place between 1 and 20
    on conflict do nothing;
$$;
comment on function guest_summary is 'Adds a summary of a step of a guest''s claim, of which there are twenty at most';

create function guest_test_report(of_claim bigint, of_step integer, called text) returns integer
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    made integer;
begin
    insert into guest_test_reports (claim_id, number, step_number, name)
    select g.claim, next.number, of_step, called
    from guest_claim(of_claim) g
    cross join lateral (
        select coalesce(max(t.number), 0) + 1 as number from guest_test_reports t where t.claim_id = g.claim) next
    returning number into made;
    return made;
end
$$;
comment on function guest_test_report is
    'Begins a report of tests of the job of a guest''s claim: which of the claim it is, of a hundred at most. Null where the '
    'claim is not live';

create function guest_test_results(
    of_claim bigint, of_report integer, first integer, suites text[], names text[], outcomes text[], times bigint[],
    messages text[], details text[], paths text[], lines integer[])
    returns boolean
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    held record;
    said jsonb;
begin
    select g.claim into held
    from guest_claim(of_claim) g
    join guest_test_reports t on t.claim_id = g.claim and t.number = of_report and not t.complete;
    if not found then
        return false;
    end if;
    select jsonb_agg(jsonb_build_object(
        'suite', left(t.suite, 500), 'name', left(t.name, 500), 'outcome', t.outcome::test_outcome,
        'milliseconds', greatest(t.milliseconds, 0), 'message', left(t.message, 4096), 'details', left(t.details, 65536),
        'path', left(t.path, 4096), 'line', greatest(t.line, 0)) order by t.place)
    into said
    from unnest(suites, names, outcomes, times, messages, guest_test_results.details, paths, lines) with ordinality
        as t (suite, name, outcome, milliseconds, message, details, path, line, place)
    where t.name <> '';
    insert into guest_test_results (claim_id, number, first, results)
    values (held.claim, of_report, guest_test_results.first, coalesce(said, '[]'))
    on conflict do nothing;
    return true;
end
$$;
comment on function guest_test_results is
    'Adds results to a report that the job of a guest''s claim began, a thousand at a time; whether it is one';

create function guest_test_report_complete(of_claim bigint, of_report integer) returns boolean
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    update guest_test_reports t set complete = true
    from guest_claim(of_claim) g
    where t.claim_id = g.claim and t.number = of_report;
    return found;
end
$$;
comment on function guest_test_report_complete is 'All results of a report are there; whether it is one of the guest''s claim';

grant execute on function guest_register, guest_beat, guest_stop, guest_label_sets, guest_take, guest_begin, guest_append,
    guest_steps, guest_finish, guest_return, guest_secrets_of, guest_variables, guest_actions, guest_keep_action,
    guest_default_branch, guest_artifacts, guest_artifact_begin, guest_artifact_append, guest_artifact_complete,
    guest_artifact_piece, guest_artifact_remove, guest_summary, guest_test_report, guest_test_results,
    guest_test_report_complete
    to mj_guest_runner;

-- Runners that hold the key seal for guests.
grant execute on function secrets_for_guests to mj_runner;
grant insert on guest_secrets to mj_runner;
grant update (secrets_given_at) on guest_claims to mj_runner;
