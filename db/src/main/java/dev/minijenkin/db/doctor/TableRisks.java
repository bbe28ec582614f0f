package dev.minijenkin.db.doctor;

import static dev.minijenkin.db.doctor.RowText.text;

import dev.minijenkin.db.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Record;

/// Tables that are not cleared, and work that nobody does.
final class TableRisks {
    private static final String DEAD =
            """
            select relname, n_dead_tup as dead, n_live_tup as live,
                greatest(last_vacuum, last_autovacuum) as cleared
            from pg_stat_user_tables
            where schemaname = 'public' and n_dead_tup > 20000 and n_dead_tup > 2 * n_live_tup
                and relname in ('queue', 'claims', 'jobs', 'runner_heartbeats', 'ended_jobs', 'ended_runs',
                    'repository_clocks', 'unindexed_logs', 'webhooks_outbox', 'commands')
            order by n_dead_tup desc
            """;

    private static final String WORK =
            """
            select age(datfrozenxid) as age,
                (select max(minute) < now() - interval '5 minutes' from health_samples) as no_server,
                (select count(*) from (select from ended_jobs limit 100001) e) as ended,
                (select count(*) from unschedulable_jobs) as unschedulable,
                (select count(*) from outbox_targets where circuit_open_until > now()) as circuits
            from pg_database where datname = current_database()
            """;

    private TableRisks() {}

    static List<DoctorFinding> find(Tx tx) {
        List<DoctorFinding> findings = new ArrayList<>();
        for (Record row : tx.sql().fetch(DEAD)) {
            findings.add(
                    DoctorFinding.now(
                            "dead-rows",
                            "The table %s has %s dead rows and %s live ones"
                                    .formatted(
                                            text(row, "relname"),
                                            text(row, "dead"),
                                            text(row, "live")),
                            "Look for an old transaction first; then: vacuum analyze %s"
                                    .formatted(text(row, "relname"))));
        }
        Record work = tx.sql().fetchSingle(WORK);
        if (work.get("age", Long.class) > 1_000_000_000L) {
            findings.add(
                    DoctorFinding.now(
                            "transaction-ids",
                            "The oldest row is %s transactions old: at two thousand million nothing can be written"
                                    .formatted(text(work, "age")),
                            "Run: vacuum (freeze), and find out why autovacuum did not"));
        }
        if (Boolean.TRUE.equals(work.get("no_server", Boolean.class))) {
            findings.add(
                    DoctorFinding.now(
                            "no-server",
                            "No server has kept house for five minutes: no hook starts a run, no schedule is met, nothing is deleted",
                            "Start one: mini-jenkin server"));
        }
        if (work.get("ended", Long.class) > 100_000) {
            findings.add(
                    DoctorFinding.now(
                            "roll-ups",
                            "More than 100,000 ends of jobs are not rolled up, so that figures are slow",
                            "Start a server, and look into its log for the chore 'figures'"));
        }
        if (work.get("unschedulable", Long.class) > 0) {
            findings.add(
                    DoctorFinding.soon(
                            "unschedulable",
                            "%s jobs wait for labels that no runner which is online has"
                                    .formatted(text(work, "unschedulable")),
                            "mini-jenkin explain JOB tells which; start such a runner or mend the runs-on"));
        }
        if (work.get("circuits", Long.class) > 0) {
            findings.add(
                    DoctorFinding.soon(
                            "circuit",
                            "%s targets of notifications are not asked, because they failed in a row"
                                    .formatted(text(work, "circuits")),
                            "Mend the receiver, or disable the target"));
        }
        return findings;
    }
}
