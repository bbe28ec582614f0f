create table health_samples (
    minute timestamptz primary key,
    queue_depth integer not null,
    oldest_wait_seconds integer not null,
    slots_busy integer not null,
    slots_total integer not null,
    locks_held integer not null,
    locks_waited_for integer not null,
    jobs_finished integer not null,
    runs_finished integer not null,
    runs_succeeded integer not null,
    start_latency_p50_ms integer,
    start_latency_p95_ms integer
);
comment on table health_samples is
    'One row a minute, written by housekeeping: the lines behind the numbers of the overview';
comment on column health_samples.start_latency_p50_ms is
    'Of the jobs that started in this minute: from created to started; null where none did';

create materialized view pipeline_stats as
select
    r.pipeline_id,
    count(*) as runs,
    count(*) filter (where r.conclusion = 'success') as succeeded,
    count(*) filter (where r.conclusion in ('failure', 'timed_out')) as failed,
    percentile_cont(0.5) within group (order by extract(epoch from r.finished_at - r.started_at))
        filter (where r.conclusion = 'success') as usual_seconds,
    percentile_cont(0.95) within group (order by extract(epoch from r.finished_at - r.started_at))
        filter (where r.conclusion = 'success') as p95_seconds,
    max(r.finished_at) as last_finished_at
from pipeline_runs r
where r.state = 'finished' and r.started_at is not null and r.finished_at > now() - interval '30 days'
group by r.pipeline_id;
create unique index pipeline_stats_pipeline on pipeline_stats (pipeline_id);
comment on materialized view pipeline_stats is
    'Figures per pipeline over 30 days; refreshed concurrently by one process at a time';

-- Only the owner of a materialized view may refresh it.
create function refresh_pipeline_stats() returns void
    language sql security definer set search_path = public, pg_temp as $$
    refresh materialized view concurrently pipeline_stats;
$$;
comment on function refresh_pipeline_stats is 'Refreshes pipeline_stats without blocking its readers';

create view live_runners as
select
    r.id, r.name, r.labels, r.capacity, r.host, r.os, r.architecture, r.version, r.draining, r.stopped_at,
    h.heartbeat_at, h.load_average,
    r.stopped_at is null and h.heartbeat_at > now() - make_interval(secs => s.lease_seconds) as online,
    (select count(*) from claims c where c.runner_id = r.id and c.released_at is null) as busy
from runners r
cross join settings s
left join runner_heartbeats h on h.runner_id = r.id;
comment on view live_runners is 'Runners with what is true of them now';

create view health as
select
    q.depth as queue_depth,
    extract(epoch from now() - q.oldest) as oldest_wait_seconds,
    (select count(*) from live_runners where online) as runners_online,
    (select count(*) from live_runners where stopped_at is null) as runners_known,
    (select coalesce(sum(capacity), 0) from live_runners where online) as slots_total,
    (select count(*) from claims where released_at is null) as slots_busy,
    (select count(*) from deployment_locks where deployment_id is not null) as locks_held,
    (select count(*) from deployments where state = 'waiting') as locks_waited_for,
    (select count(*) from pipeline_runs where state <> 'finished') as runs_open,
    (select received_at from hook_deliveries where source not in ('command', 'schedule') order by id desc limit 1)
        as last_hook_at,
    now() as at
from (select count(*) as depth, min(queued_at) as oldest from queue) q;
comment on view health is 'The line at the bottom of the console, in one row';

-- Label sets are few and the queue may be long: who serves a set is asked once a set.
create view unschedulable_jobs as
with unserved as materialized (
    select l.id, l.labels
    from label_sets l
    where not exists (
        select from live_runners r where r.online and not r.draining and r.labels @> l.labels))
select j.id as job_id, j.run_id, j.name, u.labels, q.queued_at
from unserved u
join queue q on q.label_set_id = u.id
join jobs j on j.id = q.job_id;
comment on view unschedulable_jobs is 'Queued jobs that no runner which is online could take';
