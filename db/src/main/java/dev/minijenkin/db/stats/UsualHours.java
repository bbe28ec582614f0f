package dev.minijenkin.db.stats;

import dev.minijenkin.db.Tx;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Tells what is usual at this hour out of `health_samples` and `minute_figures`.
final class UsualHours {
    private static final int DAYS = 14;

    private static final Map<String, String> FIGURES =
            Map.of(
                    "queue_depth", "s.queue_depth",
                    "oldest_wait", "s.oldest_wait_seconds",
                    "busy", "100.0 * s.slots_busy / nullif(s.slots_total, 0)",
                    "latency_p50", "f.start_latency_p50_ms",
                    "latency_p95", "f.start_latency_p95_ms",
                    "jobs_finished", "coalesce(f.jobs_finished, 0)",
                    "locks_waited_for", "s.locks_waited_for");

    /// Half an hour before and after this time of day, on each of the days before. One bad day does
    /// not become what is usual, because days are taken by their median.
    private static final String USUAL =
            """
            with days as (
                select d.day, sum(f.runs_finished) as runs, sum(f.runs_succeeded) as good,
                    %s
                from generate_series(1, %d) d(day)
                join health_samples s on s.minute >= now() - d.day * interval '1 day' - interval '30 minutes'
                    and s.minute < now() - d.day * interval '1 day' + interval '30 minutes'
                left join minute_figures f on f.minute = s.minute
                group by d.day)
            select case when sum(runs) >= %d then sum(good)::float8 / sum(runs) end as success_rate,
                %s
            from days
            """
                    .formatted(
                            each(UsualHours::ofADay),
                            DAYS,
                            UsualHour.ENOUGH,
                            each(UsualHours::ofAll));

    private UsualHours() {}

    static UsualHour now(Tx tx) {
        return usual(tx.sql().fetchSingle(USUAL));
    }

    /// At the hour of an instant of the past.
    static UsualHour at(Tx tx, Instant at) {
        return usual(
                tx.sql()
                        .fetchSingle(
                                USUAL.replace("now()", "{0}"),
                                DSL.inline(at.atOffset(ZoneOffset.UTC))));
    }

    private static UsualHour usual(Record row) {
        Double success = row.get("success_rate", Double.class);
        return new UsualHour(
                range(row, "queue_depth"),
                range(row, "oldest_wait"),
                range(row, "busy"),
                range(row, "latency_p50"),
                range(row, "latency_p95"),
                range(row, "jobs_finished"),
                range(row, "locks_waited_for"),
                success == null ? Double.NaN : success);
    }

    private static String each(BiFunction<String, String, String> columns) {
        return FIGURES.entrySet().stream()
                .map(figure -> columns.apply(figure.getKey(), figure.getValue()))
                .collect(Collectors.joining(",\n"));
    }

    private static String ofADay(String name, String figure) {
        return """
        count(%2$s) as %1$s_minutes,
        percentile_cont(0.1) within group (order by %2$s) as %1$s_low,
        percentile_cont(0.9) within group (order by %2$s) as %1$s_high\
        """
                .formatted(name, figure);
    }

    private static String ofAll(String name, String figure) {
        return """
        case when sum(%1$s_minutes) >= %2$d then
            percentile_cont(0.5) within group (order by %1$s_low) end as %1$s_low,
        case when sum(%1$s_minutes) >= %2$d then
            percentile_cont(0.5) within group (order by %1$s_high) end as %1$s_high\
        """
                .formatted(name, UsualHour.ENOUGH);
    }

    private static UsualRange range(Record row, String name) {
        @Nullable Double low = row.get(name + "_low", Double.class);
        @Nullable Double high = row.get(name + "_high", Double.class);
        return low == null || high == null ? UsualRange.unknown() : new UsualRange(low, high);
    }
}
