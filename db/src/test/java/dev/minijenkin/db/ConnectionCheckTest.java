package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConnectionCheckTest {
    private static TestDatabase database;

    @BeforeAll
    static void open() throws SQLException {
        database = TestDatabase.create();
        execute("create role checks_viewer login password 'right' in role mj_viewer");
        execute("create role checks_stranger login");
    }

    @AfterAll
    static void close() throws SQLException {
        execute("drop role checks_viewer");
        execute("drop role checks_stranger");
        database.close();
    }

    @Test
    void aMemberOfViewersMayWork() {
        assertThat(ConnectionCheck.of(database.configuration("checks_viewer")))
                .isInstanceOf(ConnectionFinding.Usable.class)
                .extracting("user")
                .isEqualTo("checks_viewer");
    }

    @Test
    void whereNobodyListensIsUnreachable() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(check("postgresql://127.0.0.1:" + free + "/shop"))
                .isInstanceOf(ConnectionFinding.Unreachable.class);
    }

    @Test
    void aHostThatAnswersNothingIsUnreachableAfterTheTimeout() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DatabaseConfiguration impatient =
                    new DatabaseConfiguration(
                            "postgresql://127.0.0.1:" + mute.getLocalPort() + "/shop",
                            "ana",
                            "",
                            "test",
                            1,
                            Duration.ofSeconds(1),
                            Duration.ZERO);
            assertThat(ConnectionCheck.of(impatient))
                    .isInstanceOf(ConnectionFinding.Unreachable.class);
        }
    }

    @Test
    void aPasswordIsRightOrWrongOrMissing() throws SQLException, IOException {
        try (PasswordRule _ = PasswordRule.of(database.configuration(), "checks_viewer")) {
            String url = database.configuration().url();
            assertThat(ConnectionCheck.of(as(url, "checks_viewer", "right")))
                    .isInstanceOf(ConnectionFinding.Usable.class);
            assertThat(ConnectionCheck.of(as(url, "checks_viewer", "wrong")))
                    .isEqualTo(new ConnectionFinding.PasswordWrong("checks_viewer"));
            assertThat(ConnectionCheck.of(as(url, "checks_viewer", "")))
                    .isEqualTo(new ConnectionFinding.PasswordMissing("checks_viewer"));
        }
    }

    @Test
    void aDatabaseThatThereIsNot() {
        String url = database.configuration().url().replaceAll("/test_[0-9]+", "/no_such_place");
        assertThat(ConnectionCheck.of(as(url, "postgres", "")))
                .isEqualTo(
                        new ConnectionFinding.NoDatabase(
                                "database \"no_such_place\" does not exist"));
    }

    @Test
    void aRoleThatThereIsNotIsNotLetIn() {
        assertThat(ConnectionCheck.of(database.configuration("checks_nobody")))
                .isEqualTo(new ConnectionFinding.NotLetIn("role \"checks_nobody\" does not exist"));
    }

    @Test
    void aServerWithoutTlsIsNotTakenForOneThatIsAway() {
        String url = database.configuration().url();
        String asking = url + (url.contains("?") ? "&" : "?") + "sslmode=require";
        assertThat(ConnectionCheck.of(as(asking, "postgres", "")))
                .isInstanceOf(ConnectionFinding.NotLetIn.class);
    }

    @Test
    void aRoleThatIsAMemberOfNothing() {
        assertThat(ConnectionCheck.of(database.configuration("checks_stranger")))
                .isEqualTo(new ConnectionFinding.NoMembership("checks_stranger"));
    }

    @Test
    void aDatabaseWithoutOurSchema() {
        String url = database.configuration().url().replaceAll("/test_[0-9]+", "/postgres");
        assertThat(ConnectionCheck.of(as(url, "postgres", "")))
                .isEqualTo(new ConnectionFinding.SchemaMissing("postgres"));
    }

    @Test
    void anOlderAndANewerSchema() throws SQLException {
        try (TestDatabase other = TestDatabase.create()) {
            String history = "flyway_schema_history";
            execute(
                    other.configuration(),
                    "insert into "
                            + history
                            + " select installed_rank + 1000, '9999', 'contract',"
                            + " type, 'V9999__contract.sql', 1, installed_by, installed_on,"
                            + " execution_time, success from "
                            + history
                            + " where version is not null order by installed_rank desc limit 1");
            assertThat(ConnectionCheck.of(other.configuration("checks_viewer")))
                    .isInstanceOf(ConnectionFinding.SchemaTooNew.class);
            execute(
                    other.configuration(),
                    "delete from "
                            + history
                            + " where installed_rank in (select installed_rank"
                            + " from "
                            + history
                            + " order by installed_rank desc limit 2)");
            assertThat(ConnectionCheck.of(other.configuration("checks_viewer")))
                    .isInstanceOf(ConnectionFinding.SchemaTooOld.class);
        }
    }

    @Test
    void aSchemaOfOtherMigrationsIsNeitherOlderNorNewer() throws SQLException {
        try (TestDatabase other = TestDatabase.create()) {
            execute(
                    other.configuration(),
                    "update flyway_schema_history set checksum = 7 where version = '1'");

            assertThat(ConnectionCheck.of(other.configuration("checks_viewer")))
                    .isInstanceOf(ConnectionFinding.SchemaDifferent.class);
            Migrations migrations = new Migrations(other.configuration());
            assertThatThrownBy(migrations::migrate)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage(
                            "The schema was made by other migrations than those of this version");
        }
    }

    private static ConnectionFinding check(String url) {
        return ConnectionCheck.of(as(url, "ana", ""));
    }

    private static DatabaseConfiguration as(String url, String user, String password) {
        return DatabaseConfiguration.of(url, user, password, "test");
    }

    private static void execute(String sql) throws SQLException {
        execute(database.configuration(), sql);
    }

    private static void execute(DatabaseConfiguration where, String sql) throws SQLException {
        try (Connection connection = where.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
