package dev.minijenkin.db.view.past;

import dev.minijenkin.db.Tx;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// How busy a day was, and what went wrong when: what a person drags along.
///
/// @param bars of equal length, the oldest first
/// @param failed when runs of default branches failed
/// @param lost when claims of runners were lost
public record DayCourse(
        Instant from, Instant until, List<Bar> bars, List<Instant> failed, List<Instant> lost) {
    /// A stretch of the day.
    ///
    /// @param busy most slots in use at a time; below 0: nothing was written down
    /// @param queued most jobs in the queue at a time
    public record Bar(int busy, int queued) {}

    private static final int BARS = 144;

    private static final String COURSE =
            """
            select n, coalesce(s.busy, -1) as busy, coalesce(s.queued, 0) as queued
            from generate_series(0, {2} - 1) n
            left join (
                select width_bucket(extract(epoch from minute), extract(epoch from {0}), extract(epoch from {1}), {2}) - 1 as bar,
                    max(slots_busy) as busy, max(queue_depth) as queued
                from health_samples
                where minute >= {0} and minute < {1}
                group by bar) s on s.bar = n
            order by n
            """;

    private static final String FAILED =
            """
            select r.finished_at as at
            from pipeline_runs r
            join repositories o on o.id = r.repository_id and r.ref = 'refs/heads/' || o.default_branch
            where r.finished_at >= {0} and r.finished_at < {1} and r.conclusion in ('failure', 'timed_out')
            order by r.finished_at desc
            limit 500
            """;

    private static final String LOST =
            """
            select distinct date_trunc('minute', c.released_at) as at
            from claims c
            where c.released_at >= {0} and c.released_at < {1} and c.outcome = 'runner_lost'
            order by at desc
            limit 500
            """;

    /// Of a stretch of time.
    public static DayCourse of(Tx tx, Instant from, Instant until) {
        var begin = PastWork.minute(from);
        var end = PastWork.minute(until);
        return new DayCourse(
                from,
                until,
                tx.sql()
                        .fetch(COURSE, begin, end, DSL.inline(BARS))
                        .map(row ->
                                new Bar(
                                        row.get("busy", Integer.class),
                                        row.get("queued", Integer.class))),
                tx.sql().fetch(FAILED, begin, end).map(row -> at(row)),
                tx.sql().fetch(LOST, begin, end).map(row -> at(row)));
    }

    private static Instant at(Record row) {
        return row.get("at", OffsetDateTime.class).toInstant();
    }
}
