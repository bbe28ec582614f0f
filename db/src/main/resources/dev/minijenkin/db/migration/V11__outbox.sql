-- Outbox. Messages to the world outside: inserted by the statement that causes them, delivered at least once.

set local role mj_owner;

create table outbox_targets (
    id bigint generated always as identity primary key,
    name text not null unique check (name ~ '^[A-Za-z0-9_.-]+$' and length(name) <= 100),
    kind text not null check (
        kind in ('slack', 'discord', 'webhook', 'github_status', 'gitlab_status', 'gitea_status', 'bitbucket_status',
            'bitbucket_server_status', 'github_checks')),
    repository_id bigint references repositories on delete cascade,
    url text not null check (url ~ '^https?://' and url !~ '^https?://[^/]*@' and url !~ '[[:cntrl:][:space:]]'),
    sealed_to text,
    sealed_secret bytea,
    events text[] not null default '{run_finished}' check (
        events <> '{}' and events <@ array['run_queued', 'run_started', 'run_finished', 'run_failed', 'job_finished',
            'job_failed', 'search_matched', 'break_glass']),
    pipelines text[] not null default '{}' check (array_position(pipelines, null) is null),
    branches text[] not null default '{}' check (array_position(branches, null) is null),
    only_changes boolean not null default false,
    enabled boolean not null default true,
    consecutive_failures integer not null default 0 check (consecutive_failures >= 0),
    circuit_open_until timestamptz,
    created_by text not null default session_user,
    created_at timestamptz not null default now(),
    constraint outbox_targets_secret_names_its_key check ((sealed_to is null) = (sealed_secret is null)),
    constraint outbox_targets_secret_is_there check (kind = 'webhook' or sealed_secret is not null),
    constraint outbox_targets_status_has_repository check (
        kind not like '%_status' and kind <> 'github_checks' or repository_id is not null),
    constraint outbox_targets_status_hears_of_runs check (
        kind not like '%_status' or not events && array['job_finished', 'job_failed', 'search_matched', 'break_glass']),
    constraint outbox_targets_checks_hear_of_jobs check (
        kind <> 'github_checks' or not only_changes and not events && array['search_matched', 'break_glass']),
    constraint outbox_targets_changes_are_of_ends check (not only_changes or events = array['run_finished'])
);
comment on table outbox_targets is 'Where messages go';
comment on column outbox_targets.name is 'What people call it';
comment on column outbox_targets.kind is 'How a message is written, signed and authorised';
comment on column outbox_targets.repository_id is 'Null: all repositories';
comment on column outbox_targets.url is
    'Where they are posted to; of a chat, whose whole address is a secret, only the part that everybody may see';
comment on column outbox_targets.sealed_to is 'Fingerprint of the key that the secret is sealed to; null: there is none';
comment on column outbox_targets.sealed_secret is
    'Sealed to the servers'' key, for this name, kind and address: what signs a webhook, the token of a forge, the address of '
    'a chat, of checks the id and the private key of an app. Null: a webhook that is not signed';
comment on column outbox_targets.events is 'Which events it hears of; run_failed and job_failed are part of the finished ones';
comment on column outbox_targets.pipelines is 'Names, paths or file names of the pipelines that it hears of; empty: all';
comment on column outbox_targets.branches is
    'Branches that it hears of, or whole refs (refs/tags/v1); one that ends in * stands for all that begin so. Empty: all';
comment on column outbox_targets.only_changes is
    'Whether it hears of a run only where its branch fails and did not before, or the other way round';
comment on column outbox_targets.enabled is 'Whether anything is sent; what comes meanwhile waits';
comment on column outbox_targets.consecutive_failures is 'How many attempts failed since the last that did not';
comment on column outbox_targets.circuit_open_until is
    'Nothing is sent before: too many failures in a row, or it asked for a pause. Null: it is';
comment on column outbox_targets.created_by is 'Database role of whoever added it';
comment on constraint outbox_targets_secret_names_its_key on outbox_targets is 'What is sealed says to what';
comment on constraint outbox_targets_secret_is_there on outbox_targets is 'Only a webhook can do without';
comment on constraint outbox_targets_status_has_repository on outbox_targets is
    'The status of a commit belongs to the repository of the commit';
comment on constraint outbox_targets_status_hears_of_runs on outbox_targets is 'A commit has a status for each pipeline';
comment on constraint outbox_targets_checks_hear_of_jobs on outbox_targets is 'A check follows its job';
comment on constraint outbox_targets_changes_are_of_ends on outbox_targets is
    'What becomes of a branch is told by the ends of its runs, good ones too';

create table webhooks_outbox (
    id bigint generated always as identity primary key,
    target_id bigint not null,
    event text not null,
    subject text not null,
    body jsonb not null,
    only_if_changed boolean not null default false,
    idempotency_key uuid not null default gen_random_uuid(),
    state text not null default 'pending' check (state in ('pending', 'delivered', 'unchanged', 'dead')),
    attempts integer not null default 0 check (attempts >= 0),
    next_attempt_at timestamptz not null default now(),
    give_up_at timestamptz not null default now() + interval '3 days',
    claimed_by uuid,
    claimed_until timestamptz,
    last_status integer,
    last_error text,
    created_at timestamptz not null default now(),
    delivered_at timestamptz,
    constraint webhooks_outbox_delivered_has_time check ((state = 'delivered') = (delivered_at is not null)),
    constraint webhooks_outbox_claim_is_whole check ((claimed_by is null) = (claimed_until is null)),
    constraint webhooks_outbox_claimed_is_pending check (claimed_by is null or state = 'pending')
);
comment on table webhooks_outbox is
    'Messages, inserted by the statement that causes them and delivered at least once';
comment on column webhooks_outbox.target_id is
    'Whom it is for; no reference, so that the end of a run locks no target. Where the target is gone, so is it soon';
comment on column webhooks_outbox.event is 
    'What happened: run_queued, run_started, run_finished, job_finished, search_matched, break_glass, or test';
comment on column webhooks_outbox.subject is
    'What it is about (a branch of a pipeline, the status of a commit, the checks of a run, a saved search): order is kept '
    'per target and subject';
comment on column webhooks_outbox.body is
    'What happened, as it was then: ids, conclusion, cause, times; of a saved search its name and what was printed, of a '
    'test and of broken glass a title and a text';
comment on column webhooks_outbox.only_if_changed is
    'Whether it is told only where its branch stands otherwise than was told last';
comment on column webhooks_outbox.idempotency_key is 'The same in every attempt, so that a receiver knows a repetition';
comment on column webhooks_outbox.state is
    'pending; delivered; unchanged: there was nothing to tell that is new or still holds; dead: given up, until a person sends it again';
comment on column webhooks_outbox.attempts is 'How often it was tried';
comment on column webhooks_outbox.next_attempt_at is 'When it is due, while it is pending';
comment on column webhooks_outbox.give_up_at is 'An attempt that fails after this was the last';
comment on column webhooks_outbox.claimed_by is 'Process that delivers it just now; null: none';
comment on column webhooks_outbox.claimed_until is 'When that process is taken for dead, and another delivers it';
comment on column webhooks_outbox.last_status is 'HTTP status of the last answer; null: there was none';
comment on column webhooks_outbox.last_error is 'Why the last attempt failed; null: none did';
comment on column webhooks_outbox.delivered_at is 'Null until it is delivered';
comment on constraint webhooks_outbox_delivered_has_time on webhooks_outbox is
    'It has a time of its delivery once it is delivered, and only then';
comment on constraint webhooks_outbox_claim_is_whole on webhooks_outbox is 'Who delivers it does so for a limited time';
comment on constraint webhooks_outbox_claimed_is_pending on webhooks_outbox is 'Nobody delivers what is over';

create index webhooks_outbox_pending on webhooks_outbox (target_id, id) where state = 'pending';
comment on index webhooks_outbox_pending is 'What is next for a target';
create index webhooks_outbox_subjects on webhooks_outbox (target_id, subject, id) where state = 'pending';
comment on index webhooks_outbox_subjects is 'Whether something of the same subject goes first';
create index webhooks_outbox_claimed on webhooks_outbox (target_id) where claimed_by is not null;
comment on index webhooks_outbox_claimed is 'What is under way to a target';
create index webhooks_outbox_told on webhooks_outbox (target_id, subject, id) where only_if_changed;
comment on index webhooks_outbox_told is 'What a target was told last of a branch';
create index webhooks_outbox_dead on webhooks_outbox (id) where state = 'dead';
comment on index webhooks_outbox_dead is 'What people must look at';

create table outbox_attempts (
    outbox_id bigint not null references webhooks_outbox on delete cascade,
    number integer not null,
    started_at timestamptz not null,
    duration_ms integer not null,
    status integer,
    error text,
    primary key (outbox_id, number)
);
comment on table outbox_attempts is 'Each try of a delivery, with what was answered';
comment on column outbox_attempts.number is 'Counts from 1; one whose process died is missing';
comment on column outbox_attempts.started_at is 'When it was sent';
comment on column outbox_attempts.duration_ms is 'Milliseconds until the answer, or until none was waited for any more';
comment on column outbox_attempts.status is 'HTTP status; null: no answer';
comment on column outbox_attempts.error is 'Why it failed; null: it did not';

create table check_runs (
    target_id bigint not null references outbox_targets on delete cascade,
    job_id bigint not null references jobs on delete cascade,
    check_id bigint not null,
    told text not null check (told in ('queued', 'in_progress', 'completed')),
    annotations integer not null default 0 check (annotations >= 0),
    primary key (target_id, job_id)
);
comment on table check_runs is 'What a forge knows of jobs, by the checks that a target made there';
comment on column check_runs.check_id is 'Id of the check at the forge';
comment on column check_runs.told is 'How the job stood when that was told last';
comment on column check_runs.annotations is 'How many of the job''s annotations, in the order of their ids, the forge has';

create index check_runs_by_job on check_runs (job_id);
comment on index check_runs_by_job is 'Those of a job, which leave with it';

create function branch_fits(ref text, branches text[]) returns boolean
    language sql immutable parallel safe
    return branches = '{}' or exists (
        select from unnest(branches) b(pattern)
        where b.pattern in (ref, regexp_replace(ref, '^refs/heads/', ''))
            or (right(b.pattern, 1) = '*' and (starts_with(ref, left(b.pattern, -1))
                or starts_with(regexp_replace(ref, '^refs/heads/', ''), left(b.pattern, -1)))));
comment on function branch_fits is
    'Whether a ref is among those that a target hears of. No pattern makes it fail: it is part of the end of a run';

create function tell_targets_of_run(run bigint, happened text) returns void
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    insert into webhooks_outbox (target_id, event, subject, body, only_if_changed)
    select t.id, happened,
        case when t.kind like '%\_status' then format('commit:%s:%s:%s', r.commit_sha, r.pipeline_id, r.event)
            when t.kind = 'github_checks' then format('checks:%s', r.id)
            else format('branch:%s:%s', r.pipeline_id, r.ref) end,
        jsonb_build_object('run', r.id, 'number', r.number, 'attempt', r.attempt, 'conclusion', r.conclusion,
            'cause', r.cause, 'started_at', r.started_at, 'finished_at', r.finished_at),
        t.only_changes
    from pipeline_runs r
    join pipelines p on p.id = r.pipeline_id
    join outbox_targets t on t.repository_id is null or t.repository_id = r.repository_id
    where r.id = run
        and (happened = any(t.events)
            or happened = 'run_finished' and 'run_failed' = any(t.events) and r.conclusion in ('failure', 'timed_out'))
        and (t.pipelines = '{}' or t.pipelines && array[p.name, p.path, regexp_replace(p.path, '^.*/', '')])
        and branch_fits(r.ref, t.branches)
        and not (t.only_changes and r.conclusion in ('cancelled', 'skipped'));
end
$$;
comment on function tell_targets_of_run is
    'Messages about how a run stands, one for each target that hears of it. With the rights of the owner, so that who ends '
    'runs needs none on messages; what it tells is read from the run';

create function tell_targets_of_job(job bigint) returns void
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    insert into webhooks_outbox (target_id, event, subject, body)
    select t.id, 'job_finished',
        case t.kind when 'github_checks' then format('checks:%s', r.id) else format('branch:%s:%s', r.pipeline_id, r.ref) end,
        jsonb_build_object('run', r.id, 'number', r.number, 'attempt', j.attempt, 'job', j.id, 'conclusion', j.conclusion,
            'cause', j.cause, 'started_at', j.started_at, 'finished_at', j.finished_at)
    from jobs j
    join pipeline_runs r on r.id = j.run_id
    join pipelines p on p.id = r.pipeline_id
    join outbox_targets t on t.repository_id is null or t.repository_id = r.repository_id
    where j.id = job and j.state = 'finished'
        and ('job_finished' = any(t.events)
            or 'job_failed' = any(t.events) and j.conclusion in ('failure', 'timed_out'))
        and (t.pipelines = '{}' or t.pipelines && array[p.name, p.path, regexp_replace(p.path, '^.*/', '')])
        and branch_fits(r.ref, t.branches);
end
$$;
comment on function tell_targets_of_job is 'Messages about the end of a job, as tell_targets_of_run';

create function run_is_told() returns trigger language plpgsql as $$
declare
    happened constant text := case new.state when 'finished' then 'run_finished' when 'running' then 'run_started'
        else 'run_queued' end;
begin
    if exists (select from public.outbox_targets
        where happened = any(events) or happened = 'run_finished' and 'run_failed' = any(events)) then
        perform public.tell_targets_of_run(new.id, happened);
    end if;
    return null;
end
$$;
comment on function run_is_told is
    'Inserts the messages about a run; where there is no target that hears of it, it has only looked';

create trigger pipeline_runs_begun_is_told after insert on pipeline_runs for each row execute function run_is_told();
comment on trigger pipeline_runs_begun_is_told on pipeline_runs is 'Whoever makes a run, by whatever statement';
create trigger pipeline_runs_is_told after update of state on pipeline_runs for each row
    when ((old.state = 'finished') <> (new.state = 'finished')
        or (old.started_at is null and new.started_at is not null and new.state = 'running'))
    execute function run_is_told();
comment on trigger pipeline_runs_is_told on pipeline_runs is
    'Whoever starts a run, ends it or opens it again, by whatever statement';

create function search_match_is_told() returns trigger
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    insert into webhooks_outbox (target_id, event, subject, body)
    select t.id, 'search_matched', format('search:%s', new.search_id),
        jsonb_build_object('run', r.id, 'number', r.number, 'attempt', j.attempt, 'job', j.id, 'conclusion', j.conclusion,
            'cause', j.cause, 'started_at', j.started_at, 'finished_at', j.finished_at,
            'search', s.name, 'line', new.line, 'lines', new.lines, 'text', new.text)
    from saved_searches s
    join jobs j on j.id = new.job_id
    join pipeline_runs r on r.id = j.run_id
    join pipelines p on p.id = r.pipeline_id
    join outbox_targets t on t.repository_id is null or t.repository_id = r.repository_id
    where s.id = new.search_id and 'search_matched' = any(t.events)
        and (t.pipelines = '{}' or t.pipelines && array[p.name, p.path, regexp_replace(p.path, '^.*/', '')])
        and branch_fits(r.ref, t.branches);
    return null;
end
$$;
comment on function search_match_is_told is
    'Inserts the messages about a job that printed what a saved search asks for, one for each target that hears of it. With '
    'the rights of the owner, as the others';
create trigger saved_search_matches_is_told after insert on saved_search_matches for each row
    execute function search_match_is_told();
comment on trigger saved_search_matches_is_told on saved_search_matches is 'A match is told once, because it is stored once';

create function broken_glass_is_told() returns trigger language plpgsql as $$
begin
    insert into public.webhooks_outbox (target_id, event, subject, body)
    select t.id, 'break_glass', 'job:' || j.id,
        jsonb_build_object('run', r.id, 'job', j.id,
            'title', format('%s broke the glass of %s in %s', new.actor, j.environment, o.name),
            'text', format('%s of %s #%s at %s passes its rules: %s', j.name, p.name, r.number, left(r.commit_sha, 8),
                new.reason))
    from public.jobs j
    join public.pipeline_runs r on r.id = j.run_id
    join public.pipelines p on p.id = r.pipeline_id
    join public.repositories o on o.id = r.repository_id
    join public.outbox_targets t on t.repository_id is null or t.repository_id = r.repository_id
    where j.id = new.job_id and 'break_glass' = any(t.events)
        and (t.pipelines = '{}' or t.pipelines && array[p.name, p.path, regexp_replace(p.path, '^.*/', '')])
        and public.branch_fits(r.ref, t.branches);
    return null;
end
$$;
comment on function broken_glass_is_told is
    'Messages about broken glass, one for each target that hears of it; with the rights of break_glass, which causes them';

create trigger deployment_exceptions_are_told after insert on deployment_exceptions for each row
    when (new.kind = 'break_glass')
    execute function broken_glass_is_told();
comment on trigger deployment_exceptions_are_told on deployment_exceptions is 'Whoever breaks the glass';

create index webhooks_outbox_tests on webhooks_outbox (target_id, id) where event = 'test';
comment on index webhooks_outbox_tests is
    'Tests, which are few, go first and whatever the circuit says; whoever sent one asks what came of it';

create function test_target(target bigint, key uuid) returns bigint
    language sql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    insert into webhooks_outbox (target_id, event, subject, idempotency_key, body, give_up_at)
    select t.id, 'test', 'test:' || key, key,
        jsonb_build_object('title', 'Mini-Jenkin reaches you', 'text', format('This is a test of the target "%s".', t.name)),
        now()
    from outbox_targets t
    where t.id = target and t.enabled
    returning id
$$;
comment on function test_target is
    'A test message to a target that is not paused, under a key of whoever asks; its id, or null. One attempt, whatever '
    'comes of it';

create function resend_messages(ids bigint[]) returns setof bigint
    language sql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    update webhooks_outbox w
    set state = 'pending', next_attempt_at = now(), give_up_at = now() + interval '3 days'
    where w.id = any(ids) and w.state = 'dead' and exists (select from outbox_targets t where t.id = w.target_id)
    returning w.id
$$;
comment on function resend_messages is
    'Dead letters are to be delivered after all, under their keys; which. Others among the ids are left as they are';
