package dev.minijenkin.db.doctor;

import static dev.minijenkin.db.doctor.RowText.text;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.doctor.DoctorFinding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Record;

/// Sessions that keep others from their work.
final class SessionRisks {
    private static final String OLDEST =
            """
            select pid, coalesce(usename, '?') as login, coalesce(nullif(application_name, ''), backend_type) as application,
                state, extract(epoch from now() - xact_start)::bigint as seconds
            from pg_stat_activity
            where datname = current_database() and xact_start < now() - make_interval(secs => ?)
                and pid <> pg_backend_pid() and backend_type = 'client backend'
            order by xact_start
            limit 3
            """;

    private static final String PREPARED =
            """
            select gid, owner, extract(epoch from now() - prepared)::bigint as seconds
            from pg_prepared_xacts
            where database = current_database() and prepared < now() - interval '1 minute'
            """;

    private static final String SLOTS =
            """
            select slot_name, greatest(age(xmin), age(catalog_xmin)) as age
            from pg_replication_slots
            where greatest(age(xmin), age(catalog_xmin)) > 1000000
            """;

    private static final String ROOM =
            """
            select (select count(*) from pg_stat_activity where backend_type = 'client backend') as used,
                current_setting('max_connections')::int
                    - current_setting('superuser_reserved_connections')::int as most,
                pg_notification_queue_usage() as notifications,
                pg_has_role('pg_read_all_stats', 'usage') as sees_all, session_user::text as person
            """;

    private SessionRisks() {}

    /// @param old how long a transaction may be open
    static List<DoctorFinding> find(Tx tx, Duration old) {
        List<DoctorFinding> findings = new ArrayList<>();
        for (Record row : tx.sql().fetch(OLDEST, old.toMillis() / 1000.0)) {
            findings.add(
                    DoctorFinding.now(
                            "old-transaction",
                            "Session %s (%s, %s, %s) has had a transaction open for %s s: nothing that was deleted since then can be cleared away, and the queue slows down"
                                    .formatted(
                                            text(row, "pid"),
                                            text(row, "login"),
                                            text(row, "application"),
                                            text(row, "state"),
                                            text(row, "seconds")),
                            "End it: select pg_terminate_backend(%s); and set idle_in_transaction_session_timeout"
                                    .formatted(text(row, "pid"))));
        }
        for (Record row : tx.sql().fetch(PREPARED)) {
            findings.add(
                    DoctorFinding.now(
                            "prepared-transaction",
                            "The prepared transaction '%s' of %s has been open for %s s"
                                    .formatted(
                                            text(row, "gid"),
                                            text(row, "owner"),
                                            text(row, "seconds")),
                            "End it: rollback prepared '%s'".formatted(text(row, "gid"))));
        }
        for (Record row : tx.sql().fetch(SLOTS)) {
            findings.add(
                    DoctorFinding.now(
                            "replication-slot",
                            "The replication slot %s holds back %s transactions"
                                    .formatted(text(row, "slot_name"), text(row, "age")),
                            "Start its consumer, or drop it: select pg_drop_replication_slot('%s')"
                                    .formatted(text(row, "slot_name"))));
        }
        room(tx.sql().fetchSingle(ROOM), findings);
        return findings;
    }

    private static void room(Record row, List<DoctorFinding> findings) {
        long used = row.get("used", Long.class);
        long most = row.get("most", Long.class);
        if (used * 100 >= most * 80) {
            findings.add(
                    new DoctorFinding(
                            "connections",
                            used * 100 >= most * 95 ? Severity.NOW : Severity.SOON,
                            "%d of %d connections are in use".formatted(used, most),
                            "Raise max_connections, or run fewer processes"));
        }
        double notifications = row.get("notifications", Double.class);
        if (notifications > 0.01) {
            findings.add(
                    DoctorFinding.now(
                            "notification-queue",
                            "The queue of notifications is %.1f %% full: some listener sits in a transaction; when it is full, commits fail"
                                    .formatted(notifications * 100),
                            "End the oldest transaction of a session that listens (select * from pg_stat_activity where query ilike 'listen%')"));
        }
        if (!row.get("sees_all", Boolean.class)) {
            findings.add(
                    DoctorFinding.soon(
                            "sees-little",
                            "%s does not see the sessions of others, so open transactions may be missing here"
                                    .formatted(text(row, "person")),
                            "Ask as a member of pg_monitor: grant pg_monitor to \"%s\""
                                    .formatted(text(row, "person"))));
        }
    }
}
