package dev.minijenkin.db.retention;

import dev.minijenkin.db.Tx;
import java.util.List;

/// Samples and roll-ups.
final class ExpiredFigures implements ExpiredRows {
    private static final int ROWS = 5_000;

    /// Two days: nothing comes later that would change the percentiles of a minute.
    private static final List<String> DELETE =
            List.of(
                    of("minute_latencies", "minute < now() - interval '2 days'"),
                    of("minute_figures", olderThan("minute")),
                    of("health_samples", olderThan("minute")),
                    of("pipeline_days", olderThan("day")));

    private static String of(String table, String old) {
        return "delete from %1$s where ctid = any(array(select ctid from %1$s where %2$s limit %3$d))"
                .formatted(table, old, ROWS);
    }

    private static String olderThan(String column) {
        return column
                + " < (select now() - make_interval(days => figure_retention_days) from settings)";
    }

    @Override
    public Deleted deleteSome(Tx tx) {
        int rows = 0;
        boolean more = false;
        for (String delete : DELETE) {
            int gone = tx.sql().execute(delete);
            rows += gone;
            more = more || gone == ROWS;
        }
        return new Deleted(rows, more);
    }
}
