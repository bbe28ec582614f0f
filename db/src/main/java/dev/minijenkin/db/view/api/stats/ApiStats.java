package dev.minijenkin.db.view.api.stats;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.view.api.page.RecordMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// Figures of the whole installation.
public final class ApiStats {
    private ApiStats() {}

    public static ApiFigures figures(Tx tx) {
        return new RecordMapper<>(ApiFigures.class)
                .map(
                        tx.sql()
                                .fetchSingle(
                                        """
                                        select f.*, h.runs_open, h.runners_online, now() as at
                                        from api_v1_figures f, health h
                                        """));
    }

    /// What ended minute by minute, the oldest first.
    ///
    /// @param until without it
    public static List<ApiMinute> minutes(Tx tx, Instant since, Instant until, int limit) {
        RecordMapper<ApiMinute> mapper = new RecordMapper<>(ApiMinute.class);
        return tx.sql()
                .fetch(
                        """
                        select minute, jobs_finished, runs_finished, runs_succeeded, start_latency_p50_ms,
                            start_latency_p95_ms
                        from minute_figures
                        where minute >= ?::timestamptz and minute < ?::timestamptz
                        order by minute
                        limit ?
                        """,
                        since.atOffset(ZoneOffset.UTC),
                        until.atOffset(ZoneOffset.UTC),
                        limit)
                .map(mapper::map);
    }
}
