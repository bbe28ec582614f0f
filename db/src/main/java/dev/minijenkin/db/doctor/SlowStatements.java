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
                                // The setting is there where the library was loaded, and everybody
                                // sees it.
                                "select exists (select from pg_settings where name = 'pg_stat_statements.max')"
                                        + " and to_regclass('pg_stat_statements') is not null as counted")
                        .get("counted", boolean.class);
        if (!counted) {
            return List.of(
                    DoctorFinding.note(
                            "statements-not-counted",
                            "Slow statements were not looked for, because pg_stat_statements does not count them",
                            "To have them counted: shared_preload_libraries = 'pg_stat_statements', a restart, and: create extension pg_stat_statements"));
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
