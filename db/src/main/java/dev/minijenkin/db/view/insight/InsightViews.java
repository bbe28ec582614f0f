package dev.minijenkin.db.view.insight;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Conclusion;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Reads how pipelines and the installation did, from the figures that are rolled up.
public final class InsightViews {
    private static final String DAYS =
            """
            select d.pipeline_id, o.name || '/' || p.name as name, d.day, d.conclusion, bucket_middle(d.bucket) as took_ms,
                d.runs, (now() at time zone 'utc')::date as today
            from pipeline_days d
            join pipelines p on p.id = d.pipeline_id
            join repositories o on o.id = p.repository_id
            where d.day > (now() at time zone 'utc')::date - ?::integer
            order by name, d.bucket
            """;

    private static final String FLAKY =
            """
            select pipeline_id, count(*) as commits
            from (
                select pipeline_id, commit_sha
                from pipeline_runs
                where finished_at > now() - make_interval(days => ?::integer)
                    and conclusion in ('success', 'failure', 'timed_out')
                group by pipeline_id, commit_sha
                having bool_or(conclusion = 'success') and bool_or(conclusion <> 'success')) both_ways
            group by pipeline_id
            """;

    private static final String HOURS =
            """
            select coalesce(s.hour, f.hour) as hour, coalesce(jobs, 0) as jobs, coalesce(runs, 0) as runs,
                coalesce(succeeded, 0) as succeeded, coalesce(busy, 0)::float8 as busy, coalesce(slots, 0)::float8 as slots
            from (
                select date_trunc('hour', minute) as hour, avg(slots_busy) as busy, avg(slots_total) as slots
                from health_samples where minute > now() - interval '24 hours' group by 1) s
            full join (
                select date_trunc('hour', minute) as hour, sum(jobs_finished) as jobs, sum(runs_finished) as runs,
                    sum(runs_succeeded) as succeeded
                from minute_figures where minute > now() - interval '24 hours' group by 1) f on f.hour = s.hour
            order by 1
            """;

    private static final String WAITED =
            """
            select bucket_middle(bucket) as ms, sum(jobs) as jobs
            from minute_latencies where minute > now() - interval '24 hours'
            group by bucket order by bucket
            """;

    private InsightViews() {}

    /// All pipelines of which something ended, by name.
    ///
    /// @param days how many, today among them; as many before are told beside them
    public static List<PipelineInsight> pipelines(Tx tx, int days) {
        Map<Long, Counted> pipelines = new LinkedHashMap<>();
        tx.sql()
                .fetch(DAYS, 2 * days)
                .forEach(row ->
                        pipelines
                                .computeIfAbsent(
                                        row.get("pipeline_id", Long.class),
                                        id -> new Counted(row.get("name", String.class), days))
                                .add(row));
        Map<Long, Long> flaky = new HashMap<>();
        tx.sql()
                .fetch(FLAKY, days)
                .forEach(row ->
                        flaky.put(
                                row.get("pipeline_id", Long.class),
                                row.get("commits", Long.class)));
        List<PipelineInsight> all = new ArrayList<>();
        pipelines.forEach((id, counted) ->
                all.add(counted.insight(new PipelineId(id), flaky.getOrDefault(id, 0L))));
        return all.stream()
                .filter(pipeline -> pipeline.now().runs() > 0)
                .sorted(Comparator.comparing(PipelineInsight::name))
                .toList();
    }

    /// The last 24 hours of all.
    public static LastDay lastDay(Tx tx) {
        List<LastDay.Hour> hours =
                tx.sql()
                        .fetch(HOURS)
                        .map(row ->
                                new LastDay.Hour(
                                        row.get("hour", OffsetDateTime.class).toInstant(),
                                        row.get("jobs", Long.class),
                                        row.get("runs", Long.class),
                                        row.get("succeeded", Long.class),
                                        row.get("busy", Double.class),
                                        row.get("slots", Double.class)));
        Counts waited = new Counts();
        tx.sql()
                .fetch(WAITED)
                .forEach(row ->
                        waited.add(row.get("ms", Double.class), row.get("jobs", Long.class)));
        return new LastDay(hours, waited.at(0.5), waited.at(0.95));
    }

    /// A pipeline while its rows come.
    private static final class Counted {
        private final String name;
        private final int days;
        private final Sums now = new Sums();
        private final Sums before = new Sums();
        private final Map<LocalDate, Sums> byDay = new TreeMap<>();
        private LocalDate today = LocalDate.EPOCH;

        Counted(String name, int days) {
            this.name = name;
            this.days = days;
        }

        void add(Record row) {
            today = row.get("today", LocalDate.class);
            LocalDate day = row.get("day", LocalDate.class);
            boolean isNow = day.isAfter(today.minusDays(days));
            (isNow ? now : before).add(row);
            if (isNow) {
                byDay.computeIfAbsent(day, any -> new Sums()).add(row);
            }
        }

        PipelineInsight insight(PipelineId id, long flaky) {
            List<PipelineInsight.Day> each = new ArrayList<>();
            for (int ago = days - 1; ago >= 0; ago--) {
                LocalDate day = today.minusDays(ago);
                each.add(
                        new PipelineInsight.Day(
                                day, byDay.getOrDefault(day, new Sums()).figures()));
            }
            return new PipelineInsight(
                    id, name, now.figures(), before.figures(), List.copyOf(each), flaky);
        }
    }

    private static final class Sums {
        private final Counts took = new Counts();
        private long runs;
        private long failed;

        void add(Record row) {
            long ended = row.get("runs", Long.class);
            runs += ended;
            switch (EnumWords.parse(Conclusion.class, row.get("conclusion", String.class))) {
                case SUCCESS -> took.add(row.get("took_ms", Double.class), ended);
                case FAILURE, TIMED_OUT -> failed += ended;
                case CANCELLED, SKIPPED -> {}
            }
        }

        PeriodFigures figures() {
            return new PeriodFigures(runs, took.sum, failed, took.at(0.5), took.at(0.95));
        }
    }

    /// Durations with how often each was.
    private static final class Counts {
        private final TreeMap<Double, Long> counts = new TreeMap<>();
        private long sum;

        void add(double milliseconds, long count) {
            counts.merge(milliseconds, count, Long::sum);
            sum += count;
        }

        /// The least that so many are at most; null: there are none.
        @Nullable Duration at(double share) {
            long through = 0;
            for (Map.Entry<Double, Long> each : counts.entrySet()) {
                through += each.getValue();
                if (through >= share * sum) {
                    return Duration.ofMillis(Math.round(each.getKey()));
                }
            }
            return null;
        }
    }
}
