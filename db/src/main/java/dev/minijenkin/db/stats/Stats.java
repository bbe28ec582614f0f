package dev.minijenkin.db.stats;

import static dev.minijenkin.db.schema.Tables.HEALTH;

import dev.minijenkin.db.Tx;
import java.math.BigDecimal;
import java.time.Duration;

/// Figures, and the housekeeping that keeps them.
public final class Stats {
    private Stats() {}

    public static Health health(Tx tx) {
        return tx.sql()
                .selectFrom(HEALTH)
                .fetchSingle(row ->
                        new Health(
                                row.get(HEALTH.QUEUE_DEPTH).intValue(),
                                seconds(row.get(HEALTH.OLDEST_WAIT_SECONDS)),
                                row.get(HEALTH.RUNNERS_ONLINE).intValue(),
                                row.get(HEALTH.RUNNERS_KNOWN).intValue(),
                                row.get(HEALTH.SLOTS_BUSY).intValue(),
                                row.get(HEALTH.SLOTS_TOTAL).intValue(),
                                row.get(HEALTH.LOCKS_HELD).intValue(),
                                row.get(HEALTH.LOCKS_WAITED_FOR).intValue(),
                                row.get(HEALTH.RUNS_OPEN).intValue(),
                                row.get(HEALTH.LAST_HOOK_AT),
                                row.get(HEALTH.AT)));
    }

    /// Writes the sample of the minute that just ended, once whoever asks.
    ///
    /// @return whether this call wrote it
    public static boolean sampleLastMinute(Tx tx) {
        return tx.sql()
                        .execute(
                                """
                                with minute as (select date_trunc('minute', now()) - interval '1 minute' as start),
                                started as (
                                    select extract(epoch from j.started_at - j.created_at) * 1000 as latency
                                    from minute m
                                    join claims c on c.claimed_at >= m.start - interval '1 minute'
                                    join jobs j on j.id = c.job_id
                                    where j.started_at >= m.start and j.started_at < m.start + interval '1 minute'),
                                finished as (
                                    select count(*) as runs, count(*) filter (where r.conclusion = 'success') as good
                                    from pipeline_runs r, minute m
                                    where r.state = 'finished' and r.finished_at >= m.start
                                        and r.finished_at < m.start + interval '1 minute')
                                insert into health_samples
                                select m.start, h.queue_depth, coalesce(h.oldest_wait_seconds, 0), h.slots_busy,
                                    h.slots_total, h.locks_held, h.locks_waited_for,
                                    (select count(*) from jobs j where j.state = 'finished' and j.calls is null
                                        and j.finished_at >= m.start
                                        and j.finished_at < m.start + interval '1 minute'),
                                    f.runs, f.good,
                                    (select percentile_cont(0.5) within group (order by latency) from started),
                                    (select percentile_cont(0.95) within group (order by latency) from started)
                                from minute m, health h, finished f
                                on conflict (minute) do nothing
                                """)
                == 1;
    }

    /// Refreshes `pipeline_stats`; two at once would wait for each other.
    public static void refreshPipelineStats(Tx tx) {
        tx.sql().execute("select refresh_pipeline_stats()");
    }

    /// Creates the log partitions that are missing, today's among them.
    ///
    /// @return how many
    public static int ensureLogPartitions(Tx tx, int daysAhead) {
        return tx.sql()
                .fetchSingle("select ensure_log_partitions(?) as created", daysAhead)
                .get("created", int.class);
    }

    /// Drops the log partitions that are past the retention of `settings`.
    ///
    /// @return how many
    public static int dropOldLogPartitions(Tx tx) {
        return tx.sql()
                .fetchSingle(
                        "select drop_old_log_partitions(log_retention_days) as dropped from settings")
                .get("dropped", int.class);
    }

    /// Forgets watchers whose time is over.
    public static void forgetOldWatchers(Tx tx) {
        tx.sql().execute("delete from log_watchers where expires_at < now()");
    }

    private static Duration seconds(@org.jspecify.annotations.Nullable BigDecimal seconds) {
        return seconds == null
                ? Duration.ZERO
                : Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
