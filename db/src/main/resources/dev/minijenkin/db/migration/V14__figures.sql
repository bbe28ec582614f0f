-- Figures. What the console shows of the whole: roll-ups by the minute, figures per pipeline, and views that are right
-- to the second.

set local role mj_owner;

-- How roll-ups put durations together: in buckets, each a twentieth wider than the one before, so that the buckets of
-- minutes and days can be added. What is told of a bucket is its middle: right to a fortieth.
create function bucket_of(milliseconds double precision) returns smallint
    language sql immutable parallel safe
    return floor(ln(greatest(milliseconds, 1)) / ln(1.05))::smallint;
comment on function bucket_of is 'The bucket of a duration: from 0 on, below a millisecond too';

create function bucket_middle(bucket smallint) returns double precision
    language sql immutable parallel safe
    return power(1.05, bucket + 0.5);
comment on function bucket_middle is 'The duration that a bucket stands for, in milliseconds';

-- What ended and is not rolled up yet. A row comes with the end that it tells of, in the same transaction, and who rolls
-- it up deletes it: no commit can be overtaken, as with a mark in the order of ids or times.
create table ended_jobs (
    ended_at timestamptz not null,
    start_latency_ms double precision not null,
    job_id bigint not null
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0
);
comment on table ended_jobs is 'Jobs that had begun and ended, until they are rolled up into minute_figures';
comment on column ended_jobs.ended_at is 'jobs.finished_at';
comment on column ended_jobs.start_latency_ms is 'From created to started, in milliseconds';
comment on column ended_jobs.job_id is
    'The job: whoever rolls it up leaves it to the search index, so that the end of a job costs no further row';

create table ended_runs (
    pipeline_id bigint not null,
    ended_at timestamptz not null,
    conclusion conclusion not null,
    took_ms double precision,
    weight smallint not null check (weight between -1 and 1),
    run_id bigint,
    attempt integer
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0
);
comment on table ended_runs is
    'Runs that ended, or were opened again, until they are rolled up into minute_figures, pipeline_days, open_runs and '
    'branch_greens';
comment on column ended_runs.pipeline_id is 'Of the run; no reference, so that an end costs no lock there';
comment on column ended_runs.ended_at is 'pipeline_runs.finished_at';
comment on column ended_runs.conclusion is 'How it ended';
comment on column ended_runs.took_ms is 'From started to finished, in milliseconds; null: nothing ran';
comment on column ended_runs.weight is '1: it ended; -1: it was opened again, so that this end counts no more';
comment on column ended_runs.run_id is 'The run; null: nobody tells of it again';
comment on column ended_runs.attempt is 'Which one ended; null as run_id is';

-- One trigger and one statement for all that the end of a job leaves behind: jobs end by the hundred.
create function job_has_ended() returns trigger language plpgsql as $$
declare
    heard boolean;
begin
    insert into public.ended_jobs (ended_at, start_latency_ms, job_id)
    values (new.finished_at, extract(epoch from new.started_at - new.created_at) * 1000, new.id)
    returning exists (select from public.outbox_targets where events && array['job_finished', 'job_failed']) into heard;
    if heard then
        perform public.tell_targets_of_job(new.id);
    end if;
    return null;
end
$$;
comment on function job_has_ended is
    'Notes for the figures that a job ended, and inserts the messages about it; where no target hears of jobs it has only looked';

create trigger jobs_ended after update of state on jobs for each row
    when (old.state <> 'finished' and new.state = 'finished' and new.started_at is not null and new.calls is null)
    execute function job_has_ended();
comment on trigger jobs_ended on jobs is
    'Whoever ends a job that had begun, by whatever statement: calls and results that were taken over do not count';

create function note_ended_run() returns trigger language plpgsql as $$
begin
    if old.state = 'finished' then
        insert into public.ended_runs (pipeline_id, ended_at, conclusion, took_ms, weight)
        values (old.pipeline_id, old.finished_at, old.conclusion,
            extract(epoch from old.finished_at - old.started_at) * 1000, -1);
        insert into public.open_runs (run_id, attempt) values (new.id, new.attempt)
        on conflict (run_id) do update set attempt = excluded.attempt;
    else
        insert into public.ended_runs (pipeline_id, ended_at, conclusion, took_ms, weight, run_id, attempt)
        values (new.pipeline_id, new.finished_at, new.conclusion,
            extract(epoch from new.finished_at - new.started_at) * 1000, 1, new.id, new.attempt);
    end if;
    return null;
end
$$;
comment on function note_ended_run is
    'Notes for the figures, and for who keeps open_runs and branch_greens, that a run ended; or that it was opened again';

create trigger pipeline_runs_ended after update of state on pipeline_runs for each row
    when ((old.state = 'finished') <> (new.state = 'finished'))
    execute function note_ended_run();
comment on trigger pipeline_runs_ended on pipeline_runs is 'Whoever ends a run or opens it again, by whatever statement';

create table trace_exports (
    only_row boolean primary key default true check (only_row),
    wanted_until timestamptz not null
);
comment on table trace_exports is 'Whether any server sends traces to a collector';
comment on column trace_exports.only_row is 'Always true: a second row is impossible';
comment on column trace_exports.wanted_until is 'What ends until then is to be sent; whoever sends moves it on';

create table unexported_runs (
    run_id bigint not null,
    attempt integer not null,
    conclusion conclusion not null,
    finished_at timestamptz not null,
    due_at timestamptz not null default now(),
    primary key (run_id, attempt)
) with (fillfactor = 80);
comment on table unexported_runs is
    'Attempts of runs that ended and whose spans are to be sent to a collector of traces; of the last day';
comment on column unexported_runs.run_id is 'Of the run; no reference, so that a roll-up never waits for a run';
comment on column unexported_runs.attempt is 'Of the run';
comment on column unexported_runs.conclusion is 'How it ended';
comment on column unexported_runs.finished_at is 'When it ended';
comment on column unexported_runs.due_at is 'When it is to be sent; a server that takes it moves it on, should that server die';

create index unexported_runs_due on unexported_runs (due_at);
comment on index unexported_runs_due is 'What is to be sent next';

create table histogram_totals (
    figure text not null check (figure in ('job_wait', 'run_duration')),
    bucket smallint not null check (bucket >= 0),
    observations bigint not null check (observations >= 0),
    seconds double precision not null,
    primary key (figure, bucket)
) with (fillfactor = 50);
comment on table histogram_totals is
    'How long all that ever ended took, rolled up: totals that only grow, as Prometheus wants its histograms';
comment on column histogram_totals.figure is
    'job_wait: of jobs from created to started; run_duration: of runs from started to finished';
comment on column histogram_totals.bucket is
    'How many of the bounds of the histogram (HistogramTotals) it is not below';
comment on column histogram_totals.observations is 'How many';
comment on column histogram_totals.seconds is 'All of them together';

create table minute_figures (
    minute timestamptz primary key,
    jobs_finished integer not null default 0,
    runs_finished integer not null default 0,
    runs_succeeded integer not null default 0,
    start_latency_p50_ms integer,
    start_latency_p95_ms integer
) with (fillfactor = 80);
comment on table minute_figures is
    'What ended in a minute, rolled up. What has not been yet is in ended_jobs and ended_runs; no row: nothing ended';
comment on column minute_figures.minute is 'Its begin';
comment on column minute_figures.jobs_finished is 'Jobs that had begun, calls not counted';
comment on column minute_figures.runs_finished is 'Cancelled and skipped ones not counted, nor what was opened again';
comment on column minute_figures.runs_succeeded is 'Of these';
comment on column minute_figures.start_latency_p50_ms is
    'Of these jobs: milliseconds from created to started, the median; null where none ended';
comment on column minute_figures.start_latency_p95_ms is 'The same, of 95 in 100 at most';

create table minute_latencies (
    minute timestamptz not null,
    bucket smallint not null,
    jobs integer not null,
    primary key (minute, bucket)
) with (fillfactor = 80);
comment on table minute_latencies is
    'How long the jobs that ended in a minute had waited for their start: what the percentiles of the minute and of the '
    'last hour are told from. Of the last two days';
comment on column minute_latencies.minute is 'Its begin';
comment on column minute_latencies.bucket is 'See bucket_of: from created to started';
comment on column minute_latencies.jobs is 'How many';

create table pipeline_days (
    pipeline_id bigint not null references pipelines on delete cascade,
    day date not null,
    conclusion conclusion not null,
    bucket smallint not null,
    runs integer not null,
    primary key (pipeline_id, day, conclusion, bucket)
) with (fillfactor = 80);
comment on table pipeline_days is
    'Runs that ended on a day, of which something ran, rolled up. Runs that are deleted later still count';
comment on column pipeline_days.day is 'In UTC';
comment on column pipeline_days.conclusion is 'How they ended';
comment on column pipeline_days.bucket is 'See bucket_of: from started to finished';
comment on column pipeline_days.runs is 'How many';

create table pipeline_stats (
    pipeline_id bigint primary key references pipelines on delete cascade,
    runs bigint not null,
    succeeded bigint not null,
    failed bigint not null,
    usual_seconds double precision,
    p95_seconds double precision,
    until date not null
) with (fillfactor = 80);
comment on table pipeline_stats is
    'Figures per pipeline over thirty days, told from pipeline_days; no row: nothing ended in that time';
comment on column pipeline_stats.runs is 'Finished runs of which something ran';
comment on column pipeline_stats.succeeded is 'Of these';
comment on column pipeline_stats.failed is 'Of these; timed out ones among them';
comment on column pipeline_stats.usual_seconds is 'Median duration of the successful ones; null where none succeeded';
comment on column pipeline_stats.p95_seconds is 'The same, of 95 in 100 at most';
comment on column pipeline_stats.until is 'The last of the thirty days, in UTC';

create index pipeline_stats_until on pipeline_stats (until);
comment on index pipeline_stats_until is 'What has to be told anew, because a day has passed';

create table health_samples (
    minute timestamptz primary key,
    queue_depth integer not null,
    oldest_wait_seconds integer not null,
    slots_busy integer not null,
    slots_total integer not null,
    locks_held integer not null,
    locks_waited_for integer not null
);
comment on table health_samples is
    'One row a minute, written by housekeeping: how the installation was. What ended in it is in minute_figures';
comment on column health_samples.minute is 'Its begin';
comment on column health_samples.queue_depth is 'Jobs in the queue when the sample was taken, as are all the others';
comment on column health_samples.oldest_wait_seconds is 'How long the oldest of them had waited; 0: nothing waited';
comment on column health_samples.slots_busy is 'Live claims';
comment on column health_samples.slots_total is 'Capacity of the runners that were online';
comment on column health_samples.locks_held is 'Environments that were in use';
comment on column health_samples.locks_waited_for is 'Deployments that waited';

create view live_runners as
select
    r.id, r.name, r.labels, r.capacity, r.host, r.os, r.architecture, r.version, r.draining, r.stopped_at,
    h.heartbeat_at, h.load_average,
    r.stopped_at is null and h.heartbeat_at > now() - make_interval(secs => s.lease_seconds) as online,
    (select count(*) from claims c where c.runner_id = r.id and c.released_at is null) as busy,
    r.guest_login is not null as guest
from runners r
cross join settings s
left join runner_heartbeats h on h.runner_id = r.id;
comment on view live_runners is 'Runners with what is true of them now';
comment on column live_runners.online is 'It has not left, and its newest heartbeat is younger than the lease';
comment on column live_runners.busy is 'Its live claims';
comment on column live_runners.guest is 'It takes jobs of runs that are for guests, and no others';

-- What is open is counted where it is little. Where it is much, each look would cost as much as all claims of that
-- moment: then one process counts for all, as often as that is cheap.
create table open_work (
    only_row boolean primary key default true check (only_row),
    counted_at timestamptz not null,
    queue_depth bigint not null,
    oldest_queued_at timestamptz,
    slots_busy bigint not null,
    runs_open bigint not null,
    runs_running bigint not null,
    runs_queued bigint not null,
    runs_waiting bigint not null
);
comment on table open_work is 'What was open when it was counted last; kept up to date only where it is much';
comment on column open_work.only_row is 'Always true: a second row is impossible';
comment on column open_work.counted_at is 'When';
comment on column open_work.queue_depth is 'Jobs in the queue';
comment on column open_work.oldest_queued_at is 'Since when the oldest of them waits; null: nothing waits';
comment on column open_work.slots_busy is 'Live claims';
comment on column open_work.runs_open is 'Runs that are not finished';
comment on column open_work.runs_running is 'Those of which a runner has a job';
comment on column open_work.runs_queued is 'Those that wait for nothing but a runner';
comment on column open_work.runs_waiting is 'Those that wait for something else';

-- A run that has begun runs only while a runner has one of its jobs; else it is what the others are.
create view counted_work as
select q.queue_depth, q.oldest_queued_at, c.slots_busy, r.*
from
    (select count(*) as queue_depth, min(queued_at) as oldest_queued_at from queue) q,
    (select count(*) as slots_busy from claims where released_at is null) c,
    (select count(*) as runs_open, count(*) filter (where state = 'running') as runs_running,
        count(*) filter (where state = 'queued') as runs_queued,
        count(*) filter (where state = 'waiting') as runs_waiting
    from (
        select case when r.state = 'waiting' then 'waiting' when j.taken then 'running' when j.waits then 'waiting'
            when j.queued then 'queued' else r.state::text end as state
        from open_runs o
        join pipeline_runs r on r.id = o.run_id
        left join (
            select run_id, attempt, bool_or(state in ('claimed', 'running') and form <> 'call') as taken,
                bool_or(state = 'waiting') as waits, bool_or(state = 'queued') as queued
            from jobs
            where finished_at is null
            group by run_id, attempt) j on j.run_id = r.id and j.attempt = r.attempt
        where r.finished_at is null) n) r;
comment on view counted_work is 'What is open now, counted: reads all of it';
comment on column counted_work.queue_depth is 'As in open_work';
comment on column counted_work.oldest_queued_at is 'As in open_work';
comment on column counted_work.slots_busy is 'As in open_work';
comment on column counted_work.runs_open is 'As in open_work';
comment on column counted_work.runs_running is 'As in open_work';
comment on column counted_work.runs_queued is 'As in open_work';
comment on column counted_work.runs_waiting is 'As in open_work';

create view much_work as
select (select count(*) from (select from queue limit 1000) q) = 1000
    or (select count(*) from (select from claims where released_at is null limit 1000) c) = 1000
    or (select count(*) from (
        select from open_runs o join pipeline_runs r on r.id = o.run_id where r.finished_at is null limit 1000) r) = 1000 as much;
comment on view much_work is 'Whether so much is open that one process counts it for all, in one row';
comment on column much_work.much is 'A thousand jobs in the queue, live claims or open runs, or more';

create view open_work_now as
with counted as materialized (
    select exists (select from open_work where counted_at > now() - interval '5 minutes') and (select much from much_work) as already)
select queue_depth, oldest_queued_at, slots_busy, runs_open, runs_running, runs_queued, runs_waiting
from open_work
where (select already from counted)
union all
select queue_depth, oldest_queued_at, slots_busy, runs_open, runs_running, runs_queued, runs_waiting
from counted_work
where not (select already from counted);
comment on view open_work_now is
    'What is open, in one row: right to the second, but where it is much as it was counted last, a few minutes '
    'ago at most';
comment on column open_work_now.queue_depth is 'As in open_work';
comment on column open_work_now.oldest_queued_at is 'As in open_work';
comment on column open_work_now.slots_busy is 'As in open_work';
comment on column open_work_now.runs_open is 'As in open_work';
comment on column open_work_now.runs_running is 'As in open_work';
comment on column open_work_now.runs_queued is 'As in open_work';
comment on column open_work_now.runs_waiting is 'As in open_work';

create view health as
select
    w.queue_depth,
    extract(epoch from now() - w.oldest_queued_at) as oldest_wait_seconds,
    l.online as runners_online,
    l.known as runners_known,
    l.slots as slots_total,
    w.slots_busy,
    (select count(*) from deployment_locks where deployment_id is not null) as locks_held,
    (select count(*) from deployments where state = 'waiting') as locks_waited_for,
    w.runs_open,
    (select received_at from hook_deliveries where source not in ('command', 'schedule', 'run') order by id desc limit 1)
        as last_hook_at,
    now() as at
from open_work_now w,
    (select count(*) filter (where online) as online, count(*) filter (where stopped_at is null) as known,
        coalesce(sum(capacity) filter (where online), 0) as slots
    from live_runners) l;
comment on view health is 'The line at the bottom of the console, in one row';
comment on column health.queue_depth is 'Jobs in the queue';
comment on column health.oldest_wait_seconds is 'How long the oldest of them has waited; null: nothing waits';
comment on column health.runners_online is 'Those whose newest heartbeat is younger than the lease';
comment on column health.runners_known is 'Those that have not left in good order: the others among them are silent';
comment on column health.slots_total is 'Capacity of the runners that are online';
comment on column health.slots_busy is 'Live claims';
comment on column health.locks_held is 'Environments in use';
comment on column health.locks_waited_for is 'Deployments that wait';
comment on column health.runs_open is 'Runs that are not finished';
comment on column health.last_hook_at is 'When the newest delivery came that no command, no schedule and no run made; null: none yet';
comment on column health.at is 'The time of the database';

create view unserved_labels as
select l.id as label_set_id, l.labels,
    array(
        select label from unnest(l.labels) label
        where not exists (
            select from live_runners r
            where r.online and not r.draining and r.guest = l.for_guests and label = any(r.labels))) as missing
from label_sets l
where not exists (
    select from live_runners r
    where r.online and not r.draining and r.guest = l.for_guests and r.labels @> l.labels);
comment on view unserved_labels is 'Label sets that no runner which is online and takes jobs has as a whole';
comment on column unserved_labels.label_set_id is 'That of label_sets';
comment on column unserved_labels.labels is 'What a runs-on asks for';
comment on column unserved_labels.missing is 'Those of them that no such runner has; empty: each is there, but not together';

-- Label sets are few and the queue may be long: who serves a set is asked once a set.
create view unschedulable_jobs with (security_invoker) as
with unserved as materialized (select label_set_id as id, labels, missing from unserved_labels)
select j.id as job_id, j.run_id, j.name, u.labels, u.missing, q.queued_at
from unserved u
join queue q on q.label_set_id = u.id
join jobs j on j.id = q.job_id;
comment on view unschedulable_jobs is 'Queued jobs that no runner which is online could take';
comment on column unschedulable_jobs.job_id is 'The job';
comment on column unschedulable_jobs.labels is 'What its runs-on asks for';
comment on column unschedulable_jobs.missing is
    'Those of the labels that no such runner has; empty: each is there, but not together';

create function explain_job(job bigint)
    returns table (kind text, subject text, sentence text, place bigint, starts_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    with j as materialized (
        select j.*, r.repository_id as repository, r.state as run_state, r.message as run_message, l.labels,
            r.on_guests
        from jobs j
        join pipeline_runs r on r.id = j.run_id
        left join label_sets l on l.id = j.label_set_id
        where j.id = job
            and (sees_everything() or r.repository_id in (select seen_repositories()))),
    open as materialized (select * from j where finished_at is null),
    gate as materialized (select g.* from open o join deployment_gates g on g.job_id = o.id),
    seat as materialized (
        select q.label_set_id, (
            select count(*) from queue a
            where a.label_set_id = q.label_set_id and (a.priority, a.vtime, a.job_id) < (q.priority, q.vtime, q.job_id))
            + 1 as place
        from queue q where q.job_id = job),
    server as materialized (
        select l.*, l.guest <> o.on_guests as other_kind, m.missing, l.guest = o.on_guests and m.missing = '{}' as serves
        from live_runners l, open o
        cross join lateral (
            select array(select w from unnest(o.labels) w where w <> all(l.labels) order by w) as missing) m
        where l.stopped_at is null and o.form = 'steps' and o.label_set_id is not null),
    full_limit as materialized (
        select coalesce(l.repository, 'the label ' || l.label) as subject, l.most, l.taken
        from claim_limits_now l, open o
        where o.state in ('blocked', 'waiting', 'queued') and o.form = 'steps' and l.taken >= l.most
            and (l.repository_id = o.repository or l.label = any(o.labels))),
    -- What was taken lately of the same labels says how fast its queue moves.
    lately as materialized (
        select count(*) filter (where n.label_set_id = s.label_set_id) as taken,
            extract(epoch from now() - min(c.claimed_at)) as seconds
        from (select job_id, claimed_at from claims order by id desc limit 500) c
        join jobs n on n.id = c.job_id, seat s
        where c.claimed_at > now() - interval '1 hour')
    select 'state', j.name,
        case j.state
            when 'blocked' then 'It waits for the jobs that it needs'
            when 'waiting' then coalesce(nullif(j.message, ''), 'It waits: ' || replace(j.waiting_for, '_', ' '))
            when 'queued' then
                'It is in the queue' || case when j.on_guests then ' for guest runners' else '' end
                || case when not exists (select from server v where v.serves) then
                        ', and can never begin as it is: '
                        || case when j.on_guests and not exists (select from server v where not v.other_kind) then
                                'there is none'
                            else 'no runner has ' || coalesce((
                                select 'the label ' || string_agg(w, ', ' order by w) from unnest(j.labels) w
                                where not exists (
                                    select from server v where not v.other_kind and w = any(v.labels))),
                                'all of its labels together') end
                    when not exists (select from server v where v.serves and v.online) then
                        ', and cannot begin now: who has its labels is silent'
                    when not exists (select from server v where v.serves and v.online and not v.draining) then
                        ', and cannot begin now: who has its labels takes no more jobs'
                    else ': any runner that serves it may take it' end
            when 'claimed' then 'A runner has taken it and is about to begin'
            when 'running' then
                case when j.form = 'call' then 'The jobs that it calls are under way' else 'A runner carries it out' end
            else 'It has ended: ' || j.conclusion || coalesce(', ' || j.message, '') end,
        null::bigint, null::timestamptz
    from j
    union all
    select 'run', 'run ' || o.run_id, coalesce(nullif(o.run_message, ''), 'The whole run waits'), null, null
    from open o where o.run_state = 'waiting'
    union all
    (select 'need', n.name, 'It needs this job, which is ' || n.state, null, null
    from open o
    join jobs n on n.run_id = o.run_id and n.attempt = o.attempt and n.key = any(o.needs) and n.finished_at is null
    order by n.place)
    union all
    select 'group', w.name,
        case when a.run_id is null then 'It is the next of this concurrency group'
            else 'The concurrency group is held by run ' || a.run_id
                || case when a.job_id is null then '' else ', job ' || a.job_id end end,
        (select count(*) from concurrency_groups b
        where b.repository_id = w.repository_id and b.key = w.key and not b.active and b.id <= w.id), null
    from open o
    join concurrency_groups w on w.run_id = o.run_id and not w.active and coalesce(w.job_id, o.id) = o.id
    left join concurrency_groups a on a.repository_id = w.repository_id and a.key = w.key and a.active
    union all
    select 'approval', o.environment,
        'It needs ' || o.required_approvals || case o.required_approvals when 1 then ' approval' else ' approvals' end
            || ' and has ' || cardinality(o.approved_by)
            || coalesce(' (' || nullif(array_to_string(o.approved_by, ', '), '') || ')', '')
            || coalesce('; these may give them: ' || nullif(array_to_string(o.reviewers, ', '), ''), ''), null, null
    from gate o where o.approvals_missing > 0
    union all
    select 'timer', o.environment,
        'It may start at ' || to_char(o.opens_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'), null, o.opens_at
    from gate o where o.opens_at > now()
    union all
    select 'refusal', o.environment, o.refusal, null, null
    from gate o where o.refusal is not null
    union all
    select x.kind, x.actor,
        case x.kind when 'roll_back' then 'It is a roll back' else 'The rules of its environment do not count' end
            || coalesce(': ' || x.reason, ''), null, null
    from j join deployment_exceptions x on x.job_id = j.id
    union all
    select 'lock', l.environment,
        case l.state when 'held' then 'The environment is locked by job ' || l.job_id
                || coalesce(' on ' || (select w.name from runners w where w.id = l.runner_id), '')
            when 'kept' then 'The environment is kept locked, because ' || l.kept_because
                || coalesce(', until ' || l.kept_until, ', until a person frees it')
            else 'The environment is free: it is about to be handed over' end,
        (select count(*) from deployment_gates b
        where b.environment_id = d.environment_id and b.deployment_id <= d.deployment_id
            and (b.open or b.deployment_id = d.deployment_id)), null
    from gate d
    join environment_locks l on l.environment_id = d.environment_id
    where d.open or l.state <> 'free'
    union all
    (select 'hold', case when h.job_id is null then 'run ' || h.run_id else o.name end,
        case when h.job_id is null then 'Its run is held' else 'It is held' end || ' by ' || h.held_by || ' since '
            || to_char(h.held_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') || coalesce(': ' || h.reason, '')
            || ' (release lets it go)', null, null
    from open o
    join holds h on h.run_id = o.run_id and h.attempt = o.attempt and coalesce(h.job_id, o.id) = o.id
    where o.state in ('blocked', 'waiting')
    order by h.job_id nulls first)
    union all
    (select 'limit', f.subject, 'At most ' || f.most || ' jobs of ' || f.subject || ' are under way at a time, and ' || f.taken
            || case when f.taken = 1 then ' is' else ' are' end, null, null
    from full_limit f
    order by f.subject)
    union all
    select 'queue', array_to_string(o.labels, ', '),
        case when s.place = 1 then 'It is the first of the jobs with these labels'
            else (s.place - 1) || ' jobs with these labels are before it' end,
        s.place,
        case when not exists (select from server v where v.online and not v.draining and v.serves)
                or exists (select from full_limit) then null
            when exists (
                select from server v
                where v.online and not v.draining and v.serves and v.capacity - v.busy >= s.place)
            then now()
            when l.taken > 0 then now() + make_interval(secs => s.place * l.seconds / l.taken) end
    from open o, seat s, lately l
    union all
    (select 'runner', v.name,
        coalesce(nullif(concat_ws('; ',
            case when v.other_kind then
                case when v.guest then 'is a guest runner, and takes jobs of runs that are for guests only'
                    else 'is no guest runner, and the run is for guests' end end,
            case when v.missing <> '{}' then 'has no label ' || array_to_string(v.missing, ', ') end,
            case when not v.online then 'is silent'
                || coalesce(' for ' || extract(epoch from now() - v.heartbeat_at)::bigint || ' s', '') end,
            case when v.draining then 'is draining' end,
            case when v.busy >= v.capacity then 'is full: ' || v.busy || ' of ' || v.capacity || ' slots' end), ''),
            case when o.state = 'queued' then 'could take it' else 'could take it, once it is in the queue' end),
        null, null
    from server v, open o
    where o.state in ('blocked', 'waiting', 'queued')
    order by v.other_kind, v.missing <> '{}', not v.online, v.name
    limit 200)
$$;
comment on function explain_job is
    'Why a job has not begun, in rows for people: its state, then what it waits for (run, need, group, approval, timer, '
    'refusal, lock, hold, limit), what a person allowed it (roll_back, break_glass), its place in the queue with the likely '
    'time of its start (null: nobody can say, or nobody serves it), and for each runner what keeps it from taking the job. No row: whoever asks sees no such job. With the rights of the owner, because its '
    'place in the queue counts jobs of other repositories, which are not for everybody';

-- What people may build on: read-only views whose columns stay as they are. Columns may be added at the end; what
-- would change otherwise gets the next number beside it. docs/sql.md tells them.
create view api_v1_runs with (security_invoker) as
select r.id, o.name as repository, p.name as pipeline, p.path as workflow_path, r.number, r.attempt::integer as attempt, r.title,
    r.state::text as state, r.conclusion::text as conclusion, r.event, r.ref, r.head_branch as branch,
    r.commit_sha::text as commit_sha,
    r.actor, r.created_at, r.started_at, r.finished_at
from pipeline_runs r
join pipelines p on p.id = r.pipeline_id
join repositories o on o.id = r.repository_id;
comment on view api_v1_runs is 'Runs, with the names of their repositories and pipelines';

create view api_v1_jobs with (security_invoker) as
select j.id, j.run_id, j.attempt::integer as attempt, j.key, j.name, j.state::text as state, j.waiting_for::text as waiting_for,
    j.conclusion::text as conclusion, j.cause::text as cause, j.message, j.environment, l.labels, w.name as runner,
    j.created_at, j.queued_at, j.started_at, j.finished_at, j.log_lines, j.log_bytes
from jobs j
left join label_sets l on l.id = j.label_set_id
left join runners w on w.id = j.claimed_by;
comment on view api_v1_jobs is 'Jobs of all attempts';

create view api_v1_runners as
select id, name, labels, capacity, busy, online, draining, host, os, architecture, version, heartbeat_at
from live_runners
where stopped_at is null;
comment on view api_v1_runners is 'Runners that have not left';

create view api_v1_queue with (security_invoker) as
select q.job_id, j.run_id, o.name as repository, j.name, l.labels, q.priority, q.queued_at
from queue q
join jobs j on j.id = q.job_id
join repositories o on o.id = q.repository_id
join label_sets l on l.id = q.label_set_id;
comment on view api_v1_queue is 'Jobs that a runner could start now';

create view api_v1_deployments with (security_invoker) as
select d.id, o.name as repository, e.name as environment, d.job_id, d.commit_sha, d.state, d.fence_token, d.url,
    d.created_at, d.started_at, d.finished_at
from deployments d
join environments e on e.id = d.environment_id
join repositories o on o.id = e.repository_id;
comment on view api_v1_deployments is 'Deployments, past and present';

create view api_v1_pipeline_stats with (security_invoker) as
select o.name as repository, p.name as pipeline, s.runs, s.succeeded, s.failed, s.usual_seconds, s.p95_seconds
from pipeline_stats s
join pipelines p on p.id = s.pipeline_id
join repositories o on o.id = p.repository_id;
comment on view api_v1_pipeline_stats is 'Figures of pipelines over thirty days';

create view api_v1_minutes as
select minute, jobs_finished, runs_finished, runs_succeeded, start_latency_p50_ms, start_latency_p95_ms
from minute_figures;
comment on view api_v1_minutes is 'What ended, by the minute';

create view api_v1_health as
select queue_depth, oldest_wait_seconds, runners_online, slots_busy, slots_total, locks_held, locks_waited_for,
    runs_open, at
from health;
comment on view api_v1_health is 'How the whole installation is now, in one row';

create view api_v1_figures as
with since as materialized (select date_trunc('minute', now()) - interval '1 hour' as minute),
ended as materialized (
    select coalesce(sum(runs), 0) as runs, coalesce(sum(succeeded), 0) as succeeded, coalesce(sum(jobs), 0) as jobs
    from (
        select f.runs_finished as runs, f.runs_succeeded as succeeded, f.jobs_finished as jobs
        from minute_figures f where f.minute >= (select minute from since)
        union all
        select r.weight, case when r.conclusion = 'success' then r.weight else 0 end, 0
        from ended_runs r
        where r.ended_at >= (select minute from since) and r.conclusion in ('success', 'failure', 'timed_out')
        union all
        select 0, 0, 1 from ended_jobs j where j.ended_at >= (select minute from since)) each),
waited as materialized (
    select bucket, sum(jobs) over (order by bucket) as through, sum(jobs) over () as total
    from (
        select bucket, sum(jobs) as jobs
        from (
            select l.bucket, l.jobs from minute_latencies l where l.minute >= (select minute from since)
            union all
            select bucket_of(j.start_latency_ms), 1 from ended_jobs j
            where j.ended_at >= (select minute from since)) each
        group by bucket) summed)
select h.queue_depth, coalesce(h.oldest_wait_seconds, 0)::float8 as oldest_wait_seconds,
    h.slots_busy, h.slots_total, h.slots_busy::float8 / nullif(h.slots_total, 0) as utilisation,
    (select bucket_middle(min(bucket)) from waited where through >= 0.5 * total) as start_latency_p50_ms,
    (select bucket_middle(min(bucket)) from waited where through >= 0.95 * total) as start_latency_p95_ms,
    (select bucket_middle(min(bucket)) from waited where through >= 0.99 * total) as start_latency_p99_ms,
    e.runs as runs_finished, e.succeeded::float8 / nullif(e.runs, 0) as success_rate, e.jobs as jobs_finished,
    e.jobs / (extract(epoch from now() - (select minute from since)) / 60)::float8 as jobs_per_minute,
    h.locks_held, h.locks_waited_for,
    (select count(*) from concurrency_groups where not active) as groups_waited_for
from health h, ended e;
comment on view api_v1_figures is
    'The figures of now in one row, right to the second: what is open (where that is much, as counted a moment ago), and '
    'what ended in this minute and the sixty before it';
comment on column api_v1_figures.utilisation is 'Busy slots of those that are online, 0 to 1; null: no runner is';
comment on column api_v1_figures.success_rate is 'Of runs that were neither cancelled nor skipped; null: none ended';
comment on column api_v1_figures.start_latency_p50_ms is
    'Of jobs that ended: from created to started, right to a fortieth; null: none ended';
comment on column api_v1_figures.groups_waited_for is 'Runs and jobs that wait for their turn in a concurrency group';
comment on column api_v1_runs.repository is 'Name of the repository';
comment on column api_v1_runs.pipeline is 'Name of the pipeline';
comment on column api_v1_runs.workflow_path is 'pipelines.path';
comment on column api_v1_runs.state is 'As in pipeline_runs';
comment on column api_v1_runs.conclusion is 'As in pipeline_runs';
comment on column api_v1_runs.branch is 'pipeline_runs.head_branch';
comment on column api_v1_jobs.state is 'As in jobs';
comment on column api_v1_jobs.waiting_for is 'As in jobs';
comment on column api_v1_jobs.conclusion is 'As in jobs';
comment on column api_v1_jobs.cause is 'As in jobs';
comment on column api_v1_jobs.runner is
    'Name of the runner of the live or the last claim; null: never claimed, or the runner is gone';
comment on column api_v1_queue.job_id is 'The job';
comment on column api_v1_queue.run_id is 'Its run';
comment on column api_v1_queue.repository is 'Name of its repository';
comment on column api_v1_queue.name is 'As people see the job';
comment on column api_v1_deployments.repository is 'Name of the repository';
comment on column api_v1_deployments.environment is 'Name of the environment';
comment on column api_v1_pipeline_stats.repository is 'Name of the repository';
comment on column api_v1_pipeline_stats.pipeline is 'Name of the pipeline';
comment on column api_v1_figures.queue_depth is 'As in health';
comment on column api_v1_figures.oldest_wait_seconds is
    'How long the oldest job of the queue has waited; 0: nothing waits';
comment on column api_v1_figures.slots_busy is 'As in health';
comment on column api_v1_figures.slots_total is 'As in health';
comment on column api_v1_figures.start_latency_p95_ms is 'The same, of 95 in 100 at most';
comment on column api_v1_figures.start_latency_p99_ms is 'The same, of 99 in 100 at most';
comment on column api_v1_figures.runs_finished is 'Cancelled and skipped ones not counted';
comment on column api_v1_figures.jobs_finished is 'Jobs that had begun and ended';
comment on column api_v1_figures.jobs_per_minute is 'The same, by the minute';
comment on column api_v1_figures.locks_held is 'As in health';
comment on column api_v1_figures.locks_waited_for is 'As in health';
comment on column api_v1_jobs.name is 'As people see it';
