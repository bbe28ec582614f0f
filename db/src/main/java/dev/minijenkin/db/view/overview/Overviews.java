package dev.minijenkin.db.view.overview;

import dev.minijenkin.db.Tx;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/// Figures of the overview.
public final class Overviews {
    private static final String SINCE = "date_trunc('minute', now()) - interval '1 hour'";

    private static final String SAMPLES =
            """
            select s.*, coalesce(f.jobs_finished, 0) as jobs_finished,
                coalesce(f.runs_finished, 0) as runs_finished,
                coalesce(f.runs_succeeded, 0) as runs_succeeded, f.start_latency_p50_ms,
                f.start_latency_p95_ms
            from health_samples s
            left join minute_figures f on f.minute = s.minute
            where s.minute > {0} - interval '61 minutes' and s.minute <= {0}
            order by s.minute
            """;

    private Overviews() {}

    /// The samples of the last hour, the oldest first.
    public static List<HealthSample> samples(Tx tx) {
        return samples(tx.sql().fetch(SAMPLES.replace("{0}", "now()")));
    }

    /// The samples of the hour before an instant, the oldest first.
    public static List<HealthSample> samples(Tx tx, Instant until) {
        return samples(tx.sql().fetch(SAMPLES, DSL.inline(until.atOffset(ZoneOffset.UTC))));
    }

    private static List<HealthSample> samples(Result<Record> rows) {
        return rows.map(row ->
                new HealthSample(
                        row.get("minute", OffsetDateTime.class).toInstant(),
                        row.get("queue_depth", Integer.class),
                        row.get("oldest_wait_seconds", Integer.class),
                        row.get("slots_busy", Integer.class),
                        row.get("slots_total", Integer.class),
                        row.get("locks_held", Integer.class),
                        row.get("locks_waited_for", Integer.class),
                        row.get("jobs_finished", Integer.class),
                        row.get("runs_finished", Integer.class),
                        row.get("runs_succeeded", Integer.class),
                        row.get("start_latency_p50_ms", Integer.class),
                        row.get("start_latency_p95_ms", Integer.class)));
    }

    /// This minute and the sixty before it. What is not rolled up yet counts too, so that nothing
    /// lags behind.
    public static LastHour lastHour(Tx tx) {
        Record row =
                tx.sql()
                        .fetchSingle(
                                """
                                with ended as (
                                    select f.runs_finished, f.runs_succeeded, f.jobs_finished
                                    from minute_figures f where f.minute >= %s
                                    union all
                                    select r.weight, case when r.conclusion = 'success' then r.weight else 0 end, 0
                                    from ended_runs r
                                    where r.ended_at >= %s
                                        and r.conclusion in ('success', 'failure', 'timed_out')
                                    union all
                                    select 0, 0, 1 from ended_jobs j where j.ended_at >= %s),
                                waited as (
                                    select bucket, sum(jobs) over (order by bucket) as through,
                                        sum(jobs) over () as total
                                    from (
                                        select bucket, sum(jobs) as jobs
                                        from (
                                            select l.bucket, l.jobs
                                            from minute_latencies l where l.minute >= %s
                                            union all
                                            select bucket_of(j.start_latency_ms), 1
                                            from ended_jobs j where j.ended_at >= %s) each
                                        group by bucket) summed)
                                select coalesce(sum(runs_finished), 0) as finished,
                                    coalesce(sum(runs_succeeded), 0) as succeeded,
                                    coalesce(sum(jobs_finished), 0) as jobs,
                                    (select bucket_middle(min(bucket)) from waited where through >= 0.5 * total) as p50,
                                    (select bucket_middle(min(bucket)) from waited where through >= 0.95 * total) as p95
                                from ended
                                """
                                        .replace("%s", SINCE));
        return new LastHour(
                row.get("finished", Long.class),
                row.get("succeeded", Long.class),
                row.get("jobs", Long.class),
                row.get("p50", Double.class),
                row.get("p95", Double.class));
    }

    /// How far the installation is set up.
    public static Setup setup(Tx tx) {
        Record row =
                tx.sql()
                        .fetchSingle(
                                """
                                select (select count(*) from repositories) as repositories,
                                    (select count(*) from (select from hook_deliveries where event <> 'refresh' limit 100) d) as deliveries,
                                    (select count(*) from live_runners where online) as runners,
                                    exists (select from pipeline_runs) as any_run
                                """);
        return new Setup(
                row.get("repositories", Integer.class),
                row.get("deliveries", Integer.class),
                row.get("runners", Integer.class),
                row.get("any_run", Boolean.class));
    }
}
