package dev.minijenkin.db.view.past;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.stats.Health;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.db.view.overview.LastHour;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jooq.Record;

/// The figures of a minute of the past, out of the samples that housekeeping keeps.
public final class PastFigures {
    /// Samples rest while nothing happens: the last one before says how it was, for a day.
    private static final String HEALTH =
            """
            select s.*,
                (select count(*) from runners r
                where r.registered_at <= {0} and (r.stopped_at > {0} or r.stopped_at is null))::integer as runners_known
            from (select {0} as at) t
            left join lateral (
                select * from health_samples s
                where s.minute <= t.at and s.minute > t.at - interval '1 day' order by s.minute desc limit 1) s on true
            """;

    private static final String LAST_HOUR =
            """
            with waited as (
                select bucket, sum(jobs) over (order by bucket) as through, sum(jobs) over () as total
                from (
                    select l.bucket, sum(l.jobs) as jobs from minute_latencies l
                    where l.minute <= {0} and l.minute > {0} - interval '1 hour' group by l.bucket) summed)
            select coalesce(sum(f.runs_finished), 0) as finished, coalesce(sum(f.runs_succeeded), 0) as succeeded,
                coalesce(sum(f.jobs_finished), 0) as jobs,
                (select bucket_middle(min(bucket)) from waited where through >= 0.5 * total) as p50,
                (select bucket_middle(min(bucket)) from waited where through >= 0.95 * total) as p95
            from minute_figures f
            where f.minute <= {0} and f.minute > {0} - interval '1 hour'
            """;

    private PastFigures() {}

    /// How the whole installation was; when the last hook had come is not told, and how many
    /// runners were heard neither: those that had registered and not left are.
    ///
    /// @param runsOpen as they are told of that minute
    public static Health health(Tx tx, Instant at, int runsOpen) {
        Record row = tx.sql().fetchSingle(HEALTH, PastWork.minute(at));
        int runners = number(row, "runners_known");
        return new Health(
                number(row, "queue_depth"),
                Duration.ofSeconds(number(row, "oldest_wait_seconds")),
                runners,
                runners,
                number(row, "slots_busy"),
                number(row, "slots_total"),
                number(row, "locks_held"),
                number(row, "locks_waited_for"),
                runsOpen,
                null,
                Stats.usual(tx, at),
                at.atOffset(ZoneOffset.UTC));
    }

    /// What had ended in the hour before. How long jobs had waited is kept for two days: later it
    /// is null though some ended.
    public static LastHour lastHour(Tx tx, Instant at) {
        Record row = tx.sql().fetchSingle(LAST_HOUR, PastWork.minute(at));
        return new LastHour(
                row.get("finished", Long.class),
                row.get("succeeded", Long.class),
                row.get("jobs", Long.class),
                row.get("p50", Double.class),
                row.get("p95", Double.class));
    }

    private static int number(Record row, String field) {
        Integer number = row.get(field, Integer.class);
        return number == null ? 0 : number;
    }
}
