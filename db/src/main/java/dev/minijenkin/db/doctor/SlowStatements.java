package dev.minijenkin.db.doctor;

import static dev.minijenkin.db.doctor.RowText.text;

import dev.minijenkin.db.Tx;
import java.util.List;

/// Statements that take long, where `pg_stat_statements` counts them.
final class SlowStatements {
    private static final String SLOW =
            """
            select round(mean_exec_time::numeric, 1) as mean, calls,
                left(regexp_replace(query, '\\s+', ' ', 'g'), 120) as query
            from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database()) and calls >= 20
                and mean_exec_time > 250
            order by total_exec_time desc
            limit 3
            """;

    private SlowStatements() {}

    static List<DoctorFinding> find(Tx tx) {
        boolean counted =
                tx.sql()
                        .fetchSingle(
                                "select exists (select from pg_extension where extname = 'pg_stat_statements') and"
                                        + " current_setting('shared_preload_libraries') like '%pg_stat_statements%' and"
                                        + " to_regclass('pg_stat_statements') is not null as counted")
                        .get("counted", boolean.class);
        if (!counted) {
            return List.of();
        }
        return tx.sql()
                .fetch(SLOW)
                .map(row ->
                        DoctorFinding.soon(
                                "slow-statement",
                                "A statement takes %s ms on average, %s times so far: %s"
                                        .formatted(
                                                text(row, "mean"),
                                                text(row, "calls"),
                                                text(row, "query")),
                                "Look at its plan with explain (analyze, buffers), and vacuum analyze its tables"));
    }
}
