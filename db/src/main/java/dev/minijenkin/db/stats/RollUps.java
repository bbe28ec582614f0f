package dev.minijenkin.db.stats;

import dev.minijenkin.db.Tx;
import java.util.List;
import org.jooq.Record;

/// Adds what ended to the figures of minutes and pipelines. Whoever calls holds
/// [dev.minijenkin.db.lock.ChoreLock#FIGURES]: two at once would wait for each other.
public final class RollUps {
    /// Rows that a transaction takes at most of each kind.
    static final int BATCH = 20_000;

    /// Pipelines that are told anew at a time although nothing of them ended.
    private static final int OUTDATED = 500;

    private static final String JOBS =
            """
            with taken as (
                delete from ended_jobs
                where ctid = any(array(select ctid from ended_jobs limit %d))
                returning date_trunc('minute', ended_at) as minute, bucket_of(start_latency_ms) as bucket, start_latency_ms,
                    job_id),
            unindexed as (
                insert into unindexed_logs (job_id)
                select job_id from taken
                on conflict do nothing),
            waits as (
                %s),
            latencies as (
                insert into minute_latencies as l (minute, bucket, jobs)
                select minute, bucket, count(*) from taken group by minute, bucket
                on conflict (minute, bucket) do update set jobs = l.jobs + excluded.jobs),
            figures as (
                insert into minute_figures as f (minute, jobs_finished)
                select minute, count(*) from taken group by minute
                on conflict (minute) do update set jobs_finished = f.jobs_finished + excluded.jobs_finished
                returning minute)
            select (select count(*) from taken) as rows, array(select minute from figures) as touched
            """
                    .formatted(
                            BATCH,
                            HistogramTotals.adding(
                                    HistogramTotals.Figure.JOB_WAIT, "start_latency_ms", "taken"));

    private static final String PERCENTILES =
            """
            update minute_figures f
            set start_latency_p50_ms = least(bucket_middle(p.middle), 2147483647),
                start_latency_p95_ms = least(bucket_middle(p.high), 2147483647)
            from (
                select minute, min(bucket) filter (where through >= 0.5 * total) as middle,
                    min(bucket) filter (where through >= 0.95 * total) as high
                from (
                    select minute, bucket, sum(jobs) over (partition by minute order by bucket) as through,
                        sum(jobs) over (partition by minute) as total
                    from minute_latencies where minute = any(?::timestamptz[])) b
                group by minute) p
            where f.minute = p.minute
            """;

    private static final String RUNS =
            """
            with taken as (
                delete from ended_runs
                where ctid = any(array(select ctid from ended_runs limit %d))
                returning *),
            closed as (
                delete from open_runs o
                using taken t
                where o.run_id = t.run_id and o.attempt = t.attempt),
            greens as (
                insert into branch_greens as b (pipeline_id, ref, number)
                select r.pipeline_id, r.ref, max(r.number)
                from taken t
                join pipeline_runs r on r.id = t.run_id
                where t.conclusion = 'success'
                group by r.pipeline_id, r.ref
                on conflict (pipeline_id, ref) do update set number = excluded.number where b.number < excluded.number),
            unexported as (
                insert into unexported_runs (run_id, attempt, conclusion, finished_at)
                select run_id, attempt, conclusion, ended_at from taken
                where weight > 0 and run_id is not null
                    and exists (select from trace_exports where wanted_until > now())
                on conflict do nothing),
            durations as (
                %s),
            figures as (
                insert into minute_figures as f (minute, runs_finished, runs_succeeded)
                select date_trunc('minute', ended_at), sum(weight),
                    coalesce(sum(weight) filter (where conclusion = 'success'), 0)
                from taken
                where conclusion in ('success', 'failure', 'timed_out')
                group by 1
                on conflict (minute) do update
                set runs_finished = f.runs_finished + excluded.runs_finished,
                    runs_succeeded = f.runs_succeeded + excluded.runs_succeeded),
            days as (
                insert into pipeline_days as d (pipeline_id, day, conclusion, bucket, runs)
                select t.pipeline_id, (t.ended_at at time zone 'UTC')::date, t.conclusion, bucket_of(t.took_ms),
                    sum(t.weight)
                from taken t
                join pipelines p on p.id = t.pipeline_id
                where t.took_ms is not null
                group by 1, 2, 3, 4
                on conflict (pipeline_id, day, conclusion, bucket) do update set runs = d.runs + excluded.runs
                returning pipeline_id)
            select (select count(*) from taken) as rows, array(select distinct pipeline_id from days) as touched
            """
                    .formatted(
                            BATCH,
                            HistogramTotals.adding(
                                    HistogramTotals.Figure.RUN_DURATION,
                                    "took_ms",
                                    "taken where took_ms is not null and weight > 0"));

    private static final String PIPELINES =
            """
            with today as (select (now() at time zone 'UTC')::date as day),
            wanted as materialized (
                select unnest(?::bigint[]) as pipeline_id
                union
                (select pipeline_id from pipeline_stats where until < (select day from today) limit %d)),
            counted as materialized (
                select d.pipeline_id, d.conclusion, d.bucket, sum(d.runs) as runs
                from wanted w
                join pipeline_days d on d.pipeline_id = w.pipeline_id and d.day > (select day - 30 from today)
                group by d.pipeline_id, d.conclusion, d.bucket
                having sum(d.runs) > 0),
            durations as (
                select pipeline_id, min(bucket) filter (where through >= 0.5 * total) as middle,
                    min(bucket) filter (where through >= 0.95 * total) as high
                from (
                    select pipeline_id, bucket, sum(runs) over (partition by pipeline_id order by bucket) as through,
                        sum(runs) over (partition by pipeline_id) as total
                    from counted where conclusion = 'success') s
                group by pipeline_id),
            sums as (
                select pipeline_id, sum(runs) as runs,
                    coalesce(sum(runs) filter (where conclusion = 'success'), 0) as succeeded,
                    coalesce(sum(runs) filter (where conclusion in ('failure', 'timed_out')), 0) as failed
                from counted group by pipeline_id),
            told as (
                insert into pipeline_stats as p (pipeline_id, runs, succeeded, failed, usual_seconds, p95_seconds, until)
                select s.pipeline_id, s.runs, s.succeeded, s.failed, bucket_middle(d.middle) / 1000,
                    bucket_middle(d.high) / 1000, t.day
                from sums s
                cross join today t
                left join durations d on d.pipeline_id = s.pipeline_id
                on conflict (pipeline_id) do update
                set runs = excluded.runs, succeeded = excluded.succeeded, failed = excluded.failed,
                    usual_seconds = excluded.usual_seconds, p95_seconds = excluded.p95_seconds, until = excluded.until)
            delete from pipeline_stats p
            where p.pipeline_id in (select pipeline_id from wanted)
                and p.pipeline_id not in (select pipeline_id from sums)
            """
                    .formatted(OUTDATED);

    private RollUps() {}

    /// Adds some of what ended.
    ///
    /// @return whether all of it was added
    public static boolean add(Tx tx) {
        Record jobs = tx.sql().fetchSingle(JOBS);
        if (jobs.get("rows", Integer.class) > 0) {
            tx.sql().execute(PERCENTILES, jobs.get("touched"));
        }
        Record runs = tx.sql().fetchSingle(RUNS);
        tx.sql().execute(PIPELINES, runs.get("touched"));
        return List.of(jobs, runs).stream()
                .allMatch(kind -> kind.get("rows", Integer.class) < BATCH);
    }
}
