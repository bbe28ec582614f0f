-- Figures. What the console shows of the whole: roll-ups by the minute, figures per pipeline, and views that are right
-- to the second.

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
comment on column health_samples.minute is 'Its begin';
comment on column health_samples.queue_depth is
    'Jobs in the queue when the sample was taken, as are all up to locks_waited_for';
comment on column health_samples.oldest_wait_seconds is 'How long the oldest of them had waited; 0: nothing waited';
comment on column health_samples.slots_busy is 'Live claims';
comment on column health_samples.slots_total is 'Capacity of the runners that were online';
comment on column health_samples.locks_held is 'Environments that were in use';
comment on column health_samples.locks_waited_for is 'Deployments that waited';
comment on column health_samples.jobs_finished is 'Within the minute, calls not counted';
comment on column health_samples.runs_finished is 'Within the minute';
comment on column health_samples.runs_succeeded is 'Of these';
comment on column health_samples.start_latency_p50_ms is
    'Of the jobs that started in this minute: milliseconds from created to started, the median; null where none did';
comment on column health_samples.start_latency_p95_ms is 'The same, of 95 in 100 at most';

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
comment on materialized view pipeline_stats is
    'Figures per pipeline over 30 days; refreshed concurrently by one process at a time';
comment on column pipeline_stats.pipeline_id is 'The pipeline';
comment on column pipeline_stats.runs is 'Finished runs of which something ran';
comment on column pipeline_stats.succeeded is 'Of these';
comment on column pipeline_stats.failed is 'Of these; timed out ones among them';
comment on column pipeline_stats.usual_seconds is 'Median duration of the successful ones; null where none succeeded';
comment on column pipeline_stats.p95_seconds is 'The same, of 95 in 100 at most';
comment on column pipeline_stats.last_finished_at is 'When the newest ended';

create unique index pipeline_stats_pipeline on pipeline_stats (pipeline_id);
comment on index pipeline_stats_pipeline is 'Without it the view could not be refreshed concurrently';

create function refresh_pipeline_stats() returns void
    language sql security definer set search_path = public, pg_temp as $$
    refresh materialized view concurrently pipeline_stats;
$$;
comment on function refresh_pipeline_stats is
    'Refreshes pipeline_stats without blocking its readers. In the database, because only the owner of a materialized '
    'view may refresh it';

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
comment on column live_runners.online is 'It has not left, and its newest heartbeat is younger than the lease';
comment on column live_runners.busy is 'Its live claims';

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
    (select received_at from hook_deliveries where source not in ('command', 'schedule', 'run') order by id desc limit 1)
        as last_hook_at,
    now() as at
from (select count(*) as depth, min(queued_at) as oldest from queue) q;
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
comment on column unschedulable_jobs.job_id is 'The job';
comment on column unschedulable_jobs.labels is 'What its runs-on asks for';
