package dev.minijenkin.db.stats;

import static dev.minijenkin.db.schema.Tables.API_V1_FIGURES;
import static dev.minijenkin.db.schema.Tables.HEALTH;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.search.index.SearchIndex;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/// Figures, and the housekeeping that keeps them.
public final class Stats {
    private static final String UNDER_WAY =
            """
            select exists (select from open_runs o join pipeline_runs r on r.id = o.run_id where r.finished_at is null)
                or exists (select from claims where released_at is null)
                or exists (select from ended_runs) or exists (select from ended_jobs)
            """
                    + "or "
                    + SearchIndex.UNDER_WAY;

    private Stats() {}

    /// How everything is now, with what is usual at this hour.
    public static Health health(Tx tx) {
        UsualHour usual = UsualHours.now(tx);
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
                                usual,
                                row.get(HEALTH.AT)));
    }

    /// What is usual at the hour of an instant.
    public static UsualHour usual(Tx tx, Instant at) {
        return UsualHours.at(tx, at);
    }

    /// The figures of now.
    public static Figures figures(Tx tx) {
        return tx.sql()
                .selectFrom(API_V1_FIGURES)
                .fetchSingle(row ->
                        new Figures(
                                row.get(API_V1_FIGURES.QUEUE_DEPTH),
                                row.get(API_V1_FIGURES.OLDEST_WAIT_SECONDS),
                                row.get(API_V1_FIGURES.UTILISATION),
                                row.get(API_V1_FIGURES.START_LATENCY_P50_MS),
                                row.get(API_V1_FIGURES.START_LATENCY_P95_MS),
                                row.get(API_V1_FIGURES.START_LATENCY_P99_MS),
                                row.get(API_V1_FIGURES.SUCCESS_RATE),
                                row.get(API_V1_FIGURES.JOBS_PER_MINUTE),
                                row.get(API_V1_FIGURES.LOCKS_HELD),
                                row.get(API_V1_FIGURES.LOCKS_WAITED_FOR),
                                row.get(API_V1_FIGURES.GROUPS_WAITED_FOR)));
    }

    /// Lets PostgreSQL's statistics have what this session did so far at the end of the
    /// transaction, instead of once a second.
    public static void tellWhatThisSessionDid(Tx tx) {
        tx.sql().execute("select pg_stat_force_next_flush()");
    }

    /// Writes the sample of the minute that just ended, once whoever asks.
    ///
    /// @return whether this call wrote it
    public static boolean sampleLastMinute(Tx tx) {
        return tx.sql()
                        .execute(
                                """
                                insert into health_samples (minute, queue_depth, oldest_wait_seconds, slots_busy,
                                    slots_total, locks_held, locks_waited_for)
                                select m.start, h.queue_depth, coalesce(h.oldest_wait_seconds, 0), h.slots_busy,
                                    h.slots_total, h.locks_held, h.locks_waited_for
                                from (select date_trunc('minute', now()) - interval '1 minute' as start) m, health h
                                where not exists (select from health_samples s where s.minute = m.start)
                                on conflict (minute) do nothing
                                """)
                == 1;
    }

    /// Whether a run is open, a claim live, or something of one that ended still to be added to
    /// figures or to the search index.
    public static boolean anythingIsUnderWay(Tx tx) {
        return Boolean.TRUE.equals(tx.sql().fetchSingle(UNDER_WAY).get(0, Boolean.class));
    }

    /// Counts what is open for all who ask, where it is so much that they do not count it
    /// themselves.
    ///
    /// @return whether it was much
    public static boolean countOpenWork(Tx tx) {
        return tx.sql()
                        .execute(
                                """
                                insert into open_work (counted_at, queue_depth, oldest_queued_at, slots_busy, runs_open,
                                    runs_running, runs_queued, runs_waiting)
                                select now(), w.*
                                from counted_work w
                                where (select much from much_work)
                                on conflict (only_row) do update
                                set counted_at = excluded.counted_at, queue_depth = excluded.queue_depth,
                                    oldest_queued_at = excluded.oldest_queued_at, slots_busy = excluded.slots_busy,
                                    runs_open = excluded.runs_open, runs_running = excluded.runs_running,
                                    runs_queued = excluded.runs_queued, runs_waiting = excluded.runs_waiting
                                """)
                == 1;
    }

    /// Creates the log partitions that are missing, from today to a week ahead.
    ///
    /// @return how many
    public static int ensureLogPartitions(Tx tx) {
        return tx.sql()
                .fetchSingle("select ensure_log_partitions() as created")
                .get("created", int.class);
    }

    /// Drops the log partitions that are past the retention of `settings`.
    ///
    /// @return how many
    public static int dropOldLogPartitions(Tx tx) {
        return tx.sql()
                .fetchSingle("select drop_old_log_partitions() as dropped")
                .get("dropped", int.class);
    }

    private static Duration seconds(@org.jspecify.annotations.Nullable BigDecimal seconds) {
        return seconds == null
                ? Duration.ZERO
                : Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
