package dev.minijenkin.db.view.overview;

import static dev.minijenkin.db.schema.Tables.HEALTH_SAMPLES;

import dev.minijenkin.db.Tx;
import java.util.List;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Figures of the overview.
public final class Overviews {
    private Overviews() {}

    /// The samples of the last hour, the oldest first.
    public static List<HealthSample> samples(Tx tx) {
        return tx.sql()
                .selectFrom(HEALTH_SAMPLES)
                .where(
                        HEALTH_SAMPLES.MINUTE.gt(
                                DSL.field(
                                        "now() - interval '61 minutes'",
                                        HEALTH_SAMPLES.MINUTE.getDataType())))
                .orderBy(HEALTH_SAMPLES.MINUTE)
                .fetch(row ->
                        new HealthSample(
                                row.get(HEALTH_SAMPLES.MINUTE).toInstant(),
                                row.get(HEALTH_SAMPLES.QUEUE_DEPTH),
                                row.get(HEALTH_SAMPLES.OLDEST_WAIT_SECONDS),
                                row.get(HEALTH_SAMPLES.SLOTS_BUSY),
                                row.get(HEALTH_SAMPLES.SLOTS_TOTAL),
                                row.get(HEALTH_SAMPLES.LOCKS_HELD),
                                row.get(HEALTH_SAMPLES.LOCKS_WAITED_FOR),
                                row.get(HEALTH_SAMPLES.JOBS_FINISHED),
                                row.get(HEALTH_SAMPLES.RUNS_FINISHED),
                                row.get(HEALTH_SAMPLES.RUNS_SUCCEEDED),
                                row.get(HEALTH_SAMPLES.START_LATENCY_P50_MS),
                                row.get(HEALTH_SAMPLES.START_LATENCY_P95_MS)));
    }

    /// Counted from runs and jobs themselves, so that it does not lag behind the samples.
    public static LastHour lastHour(Tx tx) {
        Record row =
                tx.sql()
                        .fetchSingle(
                                """
                                select r.finished, r.succeeded, j.finished as jobs, j.p50, j.p95,
                                    (select sum(succeeded) / nullif(sum(succeeded + failed), 0) from pipeline_stats)
                                        as usual
                                from
                                    (select count(*) filter (where conclusion in ('success', 'failure', 'timed_out'))
                                            as finished,
                                        count(*) filter (where conclusion = 'success') as succeeded
                                    from pipeline_runs
                                    where state = 'finished' and finished_at > now() - interval '1 hour') r,
                                    (select count(*) filter (where started_at is not null) as finished,
                                        percentile_cont(0.5) within group (
                                            order by extract(epoch from started_at - created_at) * 1000) as p50,
                                        percentile_cont(0.95) within group (
                                            order by extract(epoch from started_at - created_at) * 1000) as p95
                                    from jobs
                                    where state = 'finished' and finished_at > now() - interval '1 hour'
                                        and calls is null and reused_job_id is null) j
                                """);
        return new LastHour(
                row.get("finished", Long.class),
                row.get("succeeded", Long.class),
                row.get("jobs", Long.class),
                row.get("p50", Double.class),
                row.get("p95", Double.class),
                row.get("usual", Double.class));
    }
}
