package dev.minijenkin.db.doctor;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.doctor.DoctorFinding.Severity;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.testing.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Alone, because it takes nearly all connections that the tests of this module share.
@Isolated
class DoctorTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @Test
    void aFreshDatabaseHasNothingThatHurtsNow() {
        assertThat(
                        examine().stream()
                                .filter(DoctorFinding::urgent)
                                // What the tests' own PostgreSQL is set to.
                                .filter(finding -> !finding.id().equals("setting-fsync")))
                .isEmpty();
    }

    @Test
    void anOldTransactionIsNamedWithWhoHoldsIt() throws Exception {
        try (Connection forgetful =
                DriverManager.getConnection(
                        test.configuration().url() + "&ApplicationName=forgetful",
                        test.configuration().user(),
                        "")) {
            forgetful.setAutoCommit(false);
            String pid = one(forgetful, "select pg_backend_pid()");

            await().atMost(Rows.PATIENCE).until(() -> !old(Duration.ofSeconds(1)).isEmpty());

            assertThat(old(Duration.ofSeconds(1)).getFirst().what())
                    .startsWith(
                            "Session %s (postgres, forgetful, idle in transaction) has had a transaction open for "
                                    .formatted(pid));
            assertThat(old(Duration.ofSeconds(1)).getFirst().fix())
                    .contains("pg_terminate_backend(" + pid + ")");
            assertThat(old(Duration.ofMinutes(5))).isEmpty();
        }
    }

    @Test
    void aTableFullOfDeadRowsIsNamed() {
        test.rows().execute("alter table unindexed_logs set (autovacuum_enabled = false)");
        test.rows()
                .execute(
                        "insert into unindexed_logs (job_id) select i from generate_series(1, 30000) i");
        test.rows().execute("delete from unindexed_logs");

        await().atMost(Rows.PATIENCE).until(() -> ids().contains("dead-rows"));
        assertThat(finding("dead-rows").what())
                .matches("The table unindexed_logs has \\d+ dead rows and \\d+ live ones");
        assertThat(finding("dead-rows").fix()).contains("vacuum analyze unindexed_logs");
        test.rows().execute("vacuum analyze unindexed_logs");
        await().atMost(Rows.PATIENCE).until(() -> ids().stream().noneMatch("dead-rows"::equals));
    }

    @Test
    void aQueueOfNotificationsThatSomebodyHoldsUpIsTold() throws Exception {
        try (Connection listener = connection()) {
            listener.setAutoCommit(false);
            one(listener, "select 1");
            listener.createStatement().execute("listen doctor");
            listener.commit();
            one(listener, "select 1");
            test.rows()
                    .execute(
                            "do $$ begin perform pg_notify('doctor', i || repeat('x', 7990)) from generate_series(1, 12000) i; end $$");

            assertThat(finding("notification-queue").what())
                    .contains("some listener sits in a transaction");
            assertThat(finding("notification-queue").urgent()).isTrue();
        }
        await().atMost(Rows.PATIENCE)
                .until(() -> ids().stream().noneMatch("notification-queue"::equals));
    }

    @Test
    void connectionsThatAreNearlyAllInUseAreCounted() throws Exception {
        List<Connection> many = new ArrayList<>();
        try {
            for (int i = 0; i < 165; i++) {
                many.add(connection());
            }
            assertThat(finding("connections").what())
                    .matches("1\\d\\d of 197 connections are in use");
            assertThat(finding("connections").urgent()).isFalse();
            for (int i = 0; i < 25; i++) {
                many.add(connection());
            }
            assertThat(finding("connections").urgent()).isTrue();
        } finally {
            for (Connection one : many) {
                one.close();
            }
        }
        await().atMost(Rows.PATIENCE).until(() -> ids().stream().noneMatch("connections"::equals));
    }

    @Test
    void statementsThatTakeLongAreToldWhereTheyAreCounted() throws Exception {
        assertThat(finding("statements-not-counted").severity()).isEqualTo(Severity.NOTE);
        test.rows().execute("create extension pg_stat_statements");
        try (Connection slow = connection()) {
            one(slow, "set pg_stat_statements.track = 'all'; select 1");
            for (int i = 0; i < 20; i++) {
                one(slow, "select pg_sleep(0.3)");
            }
        }

        assertThat(finding("slow-statement").what())
                .contains("times so far: select pg_sleep($1)")
                .contains("20 times");
        assertThat(ids()).doesNotContain("statements-not-counted");
        try (Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE)) {
            assertThat(
                            viewer.<List<DoctorFinding>>statement(
                                    tx -> Doctor.examine(tx, InstantSource.system())))
                    .as("somebody who may not see texts of others")
                    .isNotEmpty();
        }
    }

    @Test
    void aSettingThatHurtsIsToldAsItHoldsForSessionsOfOthers() {
        String name = test.rows().text("select quote_ident(current_database())");
        String patience = "alter database " + name + " set idle_in_transaction_session_timeout = ";
        test.rows().execute(patience + "'5min'");
        assertThat(ids()).doesNotContain("setting-idle-in-transaction-session-timeout");
        test.rows().execute(patience + "0");
        test.rows().execute("alter database " + name + " set enable_indexscan = off");
        test.rows().execute("alter database " + name + " set synchronous_commit = off");
        try (Database later = test.open()) {
            List<DoctorFinding> findings =
                    later.statement(tx -> Doctor.examine(tx, InstantSource.system()));

            assertThat(findings)
                    .extracting(DoctorFinding::id)
                    .contains(
                            "setting-idle-in-transaction-session-timeout",
                            "setting-enable-indexscan",
                            "setting-synchronous-commit",
                            // What the tests' own PostgreSQL is set to.
                            "setting-fsync");
            assertThat(findings.getFirst().urgent()).as("what hurts now stands first").isTrue();
        }
    }

    @Test
    void eachSettingHasAValueThatHurtsAndOneThatDoesNot() {
        Map<String, List<String>> values =
                Map.ofEntries(
                        entry("autovacuum", List.of("on", "off")),
                        entry("track_counts", List.of("on", "off")),
                        entry("fsync", List.of("on", "off")),
                        entry("full_page_writes", List.of("on", "off")),
                        entry("synchronous_commit", List.of("on", "off")),
                        entry("enable_indexscan", List.of("on", "off")),
                        entry("enable_partition_pruning", List.of("on", "off")),
                        entry(
                                "default_transaction_isolation",
                                List.of("read committed", "serializable")),
                        entry("autovacuum_naptime", List.of("60", "61")),
                        entry("max_wal_size", List.of("1024", "1023")),
                        entry("shared_buffers", List.of("16384", "16383")),
                        entry("idle_in_transaction_session_timeout", List.of("5min", "0")),
                        entry("server_version_num", List.of("170008", "170007")));
        values.forEach((name, pair) -> {
            assertThat(SettingRisks.of(Map.of(name, pair.getFirst()))).as(name).isEmpty();
            assertThat(SettingRisks.of(Map.of(name, pair.getLast())))
                    .extracting(DoctorFinding::id)
                    .containsExactly("setting-" + name.replace('_', '-'));
        });
        Map<String, String> all = new HashMap<>();
        values.forEach((name, pair) -> all.put(name, pair.getLast()));
        assertThat(SettingRisks.of(all)).hasSize(values.size());
    }

    @Test
    void logsThatAreMostOfADatabaseAreTold() {
        test.rows()
                .execute(
                        "insert into job_logs_default (day, job_id, claim_id, seq, step_number, first_line, line_count, continues, raw_bytes, first_at, codec, body)"
                                + " select '2020-01-01', 1, 1, i, 0, 1, 1, false, 1, now(), 1, convert_to(repeat('x', 1000000), 'UTF8') from generate_series(1, 150) i");

        assertThat(database.<List<DoctorFinding>>statement(tx -> LogRisks.find(tx, 1 << 20)))
                .filteredOn(finding -> finding.id().equals("log-size"))
                .singleElement()
                .extracting(DoctorFinding::what)
                .asString()
                .contains("most of the database; the largest partition is job_logs_default");
        assertThat(ids()).as("too few to be worth a word").doesNotContain("log-size");
    }

    @Test
    void anIndexThatIsMissingOrInvalidIsNamedWithItsStatement() {
        test.rows().execute("drop index jobs_open");
        test.rows()
                .execute(
                        "update pg_index set indisvalid = false where indexrelid = 'claims_by_job'::regclass");

        assertThat(finding("index-missing").what()).contains("jobs_open");
        assertThat(finding("index-missing").fix())
                .contains("create index jobs_open on jobs (run_id) where finished_at is null");
        assertThat(finding("index-invalid").fix())
                .contains("reindex index concurrently claims_by_job");
    }

    @Test
    void aPartitionThatIsMissingAndLogsThatHaveNoneAreNamed() {
        test.rows()
                .execute(
                        "do $$ begin execute 'drop table job_logs_' || to_char((now() at time zone 'UTC')::date + 1, '\"y\"YYYY\"m\"MM\"d\"DD'); end $$");
        test.rows()
                .execute(
                        "insert into job_logs_default (day, job_id, claim_id, seq, step_number, first_line, line_count, continues, raw_bytes, first_at, codec, body) values ('2020-01-01', 1, 1, 0, 0, 1, 1, false, 1, now(), 1, '')");
        test.rows()
                .execute(
                        "insert into unindexed_logs (job_id, bytes, chunks) values (1, 1000000000, 1)");

        assertThat(finding("log-partitions").fix()).contains("ensure_log_partitions");
        assertThat(finding("log-default").what()).contains("job_logs_default");
        assertThat(finding("search-index").what()).contains("953 MB");
    }

    @Test
    void whereNoServerKeepsHouseItSaysSo() {
        test.rows()
                .execute(
                        "insert into health_samples select now() - interval '1 hour', 0, 0, 0, 0, 0, 0");

        assertThat(finding("no-server").urgent()).isTrue();
    }

    @Test
    void aClockThatIsFarOffIsTold() {
        List<DoctorFinding> findings =
                database.statement(tx ->
                        Doctor.examine(
                                tx,
                                InstantSource.offset(
                                        InstantSource.system(), Duration.ofMinutes(2))));

        assertThat(findings)
                .filteredOn(finding -> finding.id().equals("clock"))
                .hasSize(1)
                .first()
                .extracting(DoctorFinding::what)
                .asString()
                .contains("behind that of this host");
    }

    @Test
    void whoMayOnlyReadIsToldWhatHeDoesNotSee() {
        try (Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE)) {
            List<DoctorFinding> findings =
                    viewer.statement(tx -> Doctor.examine(tx, InstantSource.system()));
            assertThat(findings).extracting(DoctorFinding::id).contains("sees-little");
        }
    }

    private List<DoctorFinding> old(Duration age) {
        return database.statement(tx -> SessionRisks.find(tx, age)).stream()
                .filter(finding -> finding.id().equals("old-transaction"))
                .filter(finding -> finding.what().contains("forgetful"))
                .toList();
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(
                test.configuration().url(), test.configuration().user(), "");
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            ResultSet result = statement.getResultSet();
            result.next();
            return String.valueOf(result.getString(1));
        }
    }

    private List<String> ids() {
        return examine().stream().map(DoctorFinding::id).toList();
    }

    private DoctorFinding finding(String id) {
        return examine().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<DoctorFinding> examine() {
        return database.statement(tx -> Doctor.examine(tx, InstantSource.system()));
    }
}
