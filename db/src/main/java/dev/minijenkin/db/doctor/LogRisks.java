package dev.minijenkin.db.doctor;

import static dev.minijenkin.db.doctor.RowText.text;

import dev.minijenkin.db.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Record;

/// Partitions of logs, and their index.
final class LogRisks {
    private static final String LOGS =
            """
            with parts as (
                select c.relname, pg_total_relation_size(c.oid) as bytes
                from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'job_logs'::regclass)
            select sum(bytes) as bytes, pg_size_pretty(sum(bytes)) as size, pg_size_pretty(max(bytes)) as largest,
                (select relname from parts order by bytes desc limit 1) as largest_name,
                pg_database_size(current_database()) as database_bytes,
                pg_relation_size('job_logs_default') as strays,
                (select count(*) from generate_series(0, 2) ahead
                where to_regclass('job_logs_' || to_char((now() at time zone 'UTC')::date + ahead::int,
                    '"y"YYYY"m"MM"d"DD')) is null) as missing,
                (select count(*) from parts
                where relname ~ '^job_logs_y' and to_date(substring(relname from 'y.*$'), '"y"YYYY"m"MM"d"DD')
                    < (now() at time zone 'UTC')::date - 2 - (select log_retention_days from settings)) as too_old,
                (select coalesce(sum(bytes), 0) from unindexed_logs) as unindexed
            from parts
            """;

    private static final long MUCH = 64 << 20;

    private LogRisks() {}

    /// @param manyBytes from which on their size is worth a word
    static List<DoctorFinding> find(Tx tx, long manyBytes) {
        List<DoctorFinding> findings = new ArrayList<>();
        Record row = tx.sql().fetchSingle(LOGS);
        if (row.get("missing", Long.class) > 0) {
            findings.add(
                    DoctorFinding.now(
                            "log-partitions",
                            "Partitions of logs are missing for %s of the next three days"
                                    .formatted(text(row, "missing")),
                            "Start a server, which makes them, or: select ensure_log_partitions()"));
        }
        if (row.get("strays", Long.class) > 0) {
            findings.add(
                    DoctorFinding.soon(
                            "log-default",
                            "Logs are in job_logs_default, because their day had no partition: retention does not drop them",
                            "Once nobody needs them: truncate job_logs_default"));
        }
        if (row.get("too_old", Long.class) > 0) {
            findings.add(
                    DoctorFinding.soon(
                            "log-retention",
                            "%s partitions of logs are past their retention"
                                    .formatted(text(row, "too_old")),
                            "Start a server, which drops them, or: select drop_old_log_partitions()"));
        }
        if (row.get("bytes", Long.class) > manyBytes
                && row.get("bytes", Long.class) * 10 > row.get("database_bytes", Long.class) * 8) {
            findings.add(
                    DoctorFinding.soon(
                            "log-size",
                            "Logs take %s, most of the database; the largest partition is %s with %s"
                                    .formatted(
                                            text(row, "size"),
                                            text(row, "largest_name"),
                                            text(row, "largest")),
                            "Keep them shorter: update settings set log_retention_days = 30"));
        }
        if (row.get("unindexed", Long.class) > MUCH) {
            findings.add(
                    DoctorFinding.soon(
                            "search-index",
                            "%d MB of logs are not in the search index: searches leave some of them out"
                                    .formatted(row.get("unindexed", Long.class) >> 20),
                            "Start a server, and look into its log for the chore 'search-index'"));
        }
        return findings;
    }
}
