package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.Place;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// The console as a person uses it, on a database that others write to.
class ConsoleTest {
    private final FxRobot robot = new FxRobot();
    private TestDatabase database;
    private Notifier notifier;
    private Database others;
    private RepositoryId repository;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        notifier = new Notifier(database.configuration().dataSource());
        others = database.open(notifier);
        repository = others.transaction(tx -> SampleData.repository(tx, "shop"));
    }

    @AfterEach
    void close() {
        notifier.close();
        others.close();
        database.close();
    }

    @Test
    void anEmptyInstallationSaysWhatToDoNext() throws TimeoutException {
        try (Stand stand = Stand.open(database.configuration())) {
            stand.await("No run yet");
            stand.go(new Place.RunsPlace(""));
            stand.await("No run yet");
        }
    }

    @Test
    void aRunAppearsAndEndsByItself() throws TimeoutException {
        try (Stand stand = Stand.open(database.configuration())) {
            stand.go(new Place.RunsPlace(""));
            stand.await("No run yet");

            Run run = others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
            stand.await("Queued");

            others.transaction(tx -> {
                Runs.finish(tx, run.id(), Conclusion.FAILURE, Cause.EXIT_CODE);
                return true;
            });
            stand.await("Failed");
        }
    }

    @Test
    void cancellingARunAsksForAReasonAndSendsACommand() throws TimeoutException, SQLException {
        Run run = others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        try (Stand stand = Stand.open(database.configuration())) {
            stand.go(new Place.RunsPlace(""));
            stand.await("Queued");
            stand.await("mj_owner");
            ListView<?> list = stand.find(".runs", ListView.class);
            Stand.onFx(() -> {
                list.getSelectionModel().selectFirst();
                list.requestFocus();
                return true;
            });

            robot.push(KeyCode.X);
            stand.await("Cancel shop / ci #1?");
            robot.write("a typo");
            robot.push(KeyCode.ENTER);

            stand.await("Cancelling shop / ci #1 was asked for");
        }
        assertThat(rows("select kind || ' ' || run_id || ' ' || reason from commands"))
                .containsExactly("cancel " + run.id().value() + " a typo");
    }

    @Test
    void whoMayOnlyLookIsToldWhy() throws TimeoutException, SQLException {
        String role = "only_looks";
        execute("create role " + role + " login in role mj_viewer");
        try (Stand stand = Stand.open(database.configuration(role))) {
            stand.await("mj_viewer");
            assertThat(stand.find(".primary", Button.class).isDisabled()).isTrue();
        } finally {
            execute("drop role " + role);
        }
    }

    @Test
    void aLostConnectionIsSaidAndEverythingCatchesUp() throws TimeoutException, SQLException {
        others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        try (Stand stand = Stand.open(database.configuration())) {
            stand.go(new Place.RunsPlace(""));
            stand.await("Queued");
            String name =
                    database.configuration().url().replaceAll(".*/([a-z_0-9]+)(\\?.*)?", "$1");

            executeElsewhere("alter database " + name + " allow_connections false");
            executeElsewhere(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                            + name
                            + "'");
            stand.await("connection lost");

            executeElsewhere("alter database " + name + " allow_connections true");
            stand.await("live");
            try (Notifier again = new Notifier(database.configuration().dataSource());
                    Database back = database.open(again)) {
                back.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
                stand.await("#2");
            }
        }
    }

    @Test
    void thePaletteFindsARunByItsNumber() throws TimeoutException {
        RunId run = others.transaction(tx -> SampleData.queuedRun(tx, repository, "build")).id();
        try (Stand stand = Stand.open(database.configuration())) {
            stand.await("live");
            robot.push(KeyCode.CONTROL, KeyCode.K);
            stand.await("Run pipeline…");
            robot.write("#1");
            stand.await("shop / ci #1  Title");
            robot.push(KeyCode.ENTER);
            stand.await("0 of 1 jobs ended");
            assertThat(Stand.onFx(() -> stand.console().desk().navigator().placeProperty().get()))
                    .isEqualTo(new Place.RunPlace(run));
        }
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = database.configuration().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    private void execute(String sql) throws SQLException {
        execute(database.configuration(), sql);
    }

    /// In another database of the same PostgreSQL.
    private void executeElsewhere(String sql) throws SQLException {
        DatabaseConfiguration here = database.configuration();
        execute(
                DatabaseConfiguration.of(
                        here.url().replaceAll("/[a-z_0-9]+(\\?|$)", "/postgres$1"),
                        here.user(),
                        here.password(),
                        "test"),
                sql);
    }

    private static void execute(DatabaseConfiguration where, String sql) throws SQLException {
        try (Connection connection = where.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
