package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.part.Gate;
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
import java.io.IOException;
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
    void anEmptyInstallationSaysWhatToDoNext() throws TimeoutException, IOException {
        try (ConsoleBench stand = ConsoleBench.open(database.configuration())) {
            stand.await("No run yet");
            stand.screenshotInBothLooks("overview-empty");
            stand.go(new Place.RunsPlace(""));
            stand.await("No run yet");
            stand.screenshotInBothLooks("runs-empty");
        }
    }

    @Test
    void aRunAppearsAndEndsByItself() throws TimeoutException {
        try (ConsoleBench stand = ConsoleBench.open(database.configuration())) {
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
        try (ConsoleBench stand = ConsoleBench.open(database.configuration())) {
            stand.go(new Place.RunsPlace(""));
            stand.await("Queued");
            stand.await("mj_owner");
            ListView<?> list = stand.find(".runs", ListView.class);
            ConsoleBench.onFx(() -> {
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
        Run run = others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        String role = "only_looks";
        execute("create role " + role + " login in role mj_viewer");
        try (ConsoleBench stand = ConsoleBench.open(database.configuration(role))) {
            stand.await("mj_viewer");
            Button start = stand.find(".primary", Button.class);
            assertThat(start.isDisabled()).isTrue();
            assertThat(((Gate) start.getParent()).getRefusal())
                    .isEqualTo(
                            "Your role only_looks may look, not act: ask for membership of mj_operator");

            stand.go(new Place.RunPlace(run.id()));
            stand.await("0 of 1 jobs ended");
            assertThat(refusals(stand, "Cancel…", "Rerun…", "Rerun failed…"))
                    .isNotEmpty()
                    .allMatch(reason -> reason.startsWith("Your role only_looks may look"));
            robot.push(KeyCode.X);
            stand.await(
                    "Your role only_looks may look, not act: ask for membership of mj_operator");
            others.transaction(tx -> {
                Runs.finish(tx, run.id(), Conclusion.FAILURE, Cause.EXIT_CODE);
                return true;
            });
            stand.await("Failed");
            assertThat(refusals(stand, "Rerun…", "Rerun", "Rerun all…", "Rerun failed…"))
                    .isNotEmpty()
                    .allMatch(reason -> reason.startsWith("Your role only_looks may look"));
            robot.push(KeyCode.R);
            stand.awaitThat(
                    "no dialog asks for a reason", () -> !stand.says("Rerun shop / ci #1?"));
        } finally {
            execute("drop role " + role);
        }
    }

    @Test
    void aLostConnectionIsSaidAndEverythingCatchesUp()
            throws TimeoutException, SQLException, IOException {
        others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        try (ConsoleBench stand = ConsoleBench.open(database.configuration())) {
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
            stand.awaitPart("showing what was known");
            stand.screenshotInBothLooks("runs-lost");

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
        try (ConsoleBench stand = ConsoleBench.open(database.configuration())) {
            stand.await("live");
            robot.push(KeyCode.CONTROL, KeyCode.K);
            stand.await("Run pipeline…");
            robot.write("#1");
            // It was among those offered at first too, below the actions.
            ListView<?> offers = stand.find(".palette .list-view", ListView.class);
            stand.awaitThat("only the run is offered", () -> offers.getItems().size() == 1);
            stand.await("shop / ci #1  Title");
            robot.push(KeyCode.ENTER);
            stand.await("0 of 1 jobs ended");
            assertThat(
                            ConsoleBench.onFx(
                                    () -> stand.console().desk().navigator().placeProperty().get()))
                    .isEqualTo(new Place.RunPlace(run));
        }
    }

    @Test
    void keysOfTheListActOnTheSelectedRun() throws TimeoutException, SQLException {
        Run failed = others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        others.transaction(tx -> {
            Runs.finish(tx, failed.id(), Conclusion.FAILURE, Cause.EXIT_CODE);
            return true;
        });
        try (ConsoleBench stand = ConsoleBench.open(database.configuration())) {
            stand.await("mj_owner");
            stand.go(new Place.RunsPlace(""));
            stand.await("Failed");

            robot.push(KeyCode.DOWN);
            robot.push(KeyCode.R);
            stand.await("Rerun shop / ci #1?");
            robot.write("flaky network");
            robot.push(KeyCode.ENTER);
            stand.await("Rerun of shop / ci #1 was asked for");

            robot.push(KeyCode.O);
            stand.awaitPart("shop has no web address: it lies at /srv/git/shop");

            robot.push(KeyCode.ENTER);
            stand.await("0 of 1 jobs ended");
            robot.push(KeyCode.ESCAPE);
            stand.await("1 of 1 selected");
            robot.push(KeyCode.L);
            stand.await("Waits for a runner with linux");
        }
        assertThat(rows("select kind || ' ' || run_id || ' ' || reason from commands"))
                .containsExactly("rerun " + failed.id().value() + " flaky network");
    }

    @Test
    void theFilterIsCompletedByTabAndLeftByEscape() throws TimeoutException {
        others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        try (ConsoleBench stand = ConsoleBench.open(database.configuration())) {
            stand.go(new Place.RunsPlace(""));
            stand.await("Queued");
            robot.write("/");
            robot.write("state:fa");
            robot.push(KeyCode.TAB);
            stand.await("No run matches");
            stand.await("No run meets all of state:failure.");
            robot.push(KeyCode.ESCAPE);
            stand.await("#1");
            robot.write("/");
            robot.write("colour:red");
            stand.awaitPart("colour");
            robot.push(KeyCode.ESCAPE);
        }
    }

    @Test
    void aNewRunDoesNotMoveWhatAPersonHolds() throws TimeoutException {
        others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        try (ConsoleBench stand = ConsoleBench.open(database.configuration())) {
            stand.go(new Place.RunsPlace(""));
            stand.await("#2");
            robot.push(KeyCode.DOWN);
            robot.push(KeyCode.DOWN);
            stand.await("2 of 2 selected");

            others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
            stand.await("1 new run");
            ListView<?> list = stand.find(".runs", ListView.class);
            assertThat(list.getItems()).hasSize(2);

            robot.clickOn("1 new run");
            stand.await("#3");
            stand.await("3 of 3 selected");
        }
    }

    @Test
    void aPipelineIsTriggeredByACommand() throws TimeoutException, SQLException {
        others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        try (ConsoleBench stand = ConsoleBench.open(database.configuration())) {
            stand.await("mj_owner");
            stand.await("Needs a person");
            robot.clickOn("Run pipeline…");
            stand.await("Run a pipeline");
            robot.clickOn(".dialog-box .combo-box:editable .text-field");
            robot.push(KeyCode.CONTROL, KeyCode.A);
            robot.write("release/7");
            robot.clickOn("Run");
            stand.await("Running shop / ci on release/7 was asked for");
        }
        assertThat(
                        rows(
                                "select kind || ' ' || (arguments ->> 'ref') || ' ' || (arguments ->> 'workflow') from commands"))
                .containsExactly("trigger release/7 .mini-jenkin/workflows/ci.yml");
    }

    /// Why the buttons that are shown may not be used.
    private static List<String> refusals(ConsoleBench stand, String... buttons) {
        return ConsoleBench.onFx(() ->
                stand.console().scene().getRoot().lookupAll(".button").stream()
                        .filter(node ->
                                node instanceof Button button
                                        && List.of(buttons).contains(button.getText())
                                        && button.getParent() instanceof Gate gate
                                        && gate.isVisible()
                                        && button.isDisabled())
                        .map(node -> ((Gate) node.getParent()).getRefusal())
                        .toList());
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
