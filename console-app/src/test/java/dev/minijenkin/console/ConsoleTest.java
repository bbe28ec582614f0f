package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.sample.Hand;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.view.runs.RunView;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The console as a person uses it, on a database that others write to.
class ConsoleTest {
    private final Hand robot = new Hand();
    private TestDatabase database;
    private PlainSql sql;
    private Notifier notifier;
    private Database others;
    private RepositoryId repository;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        sql = PlainSql.on(database);
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
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.await("No run yet");
            bench.screenshotInBothLooks("overview-empty");
            bench.go(new Place.RunsPlace(""));
            bench.await("No run yet");
            bench.screenshotInBothLooks("runs-empty");
        }
    }

    @Test
    void aRunAppearsAndEndsByItself() throws TimeoutException {
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.go(new Place.RunsPlace(""));
            bench.await("No run yet");

            Run run = others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
            bench.await("Queued");

            others.transaction(tx -> {
                Runs.finish(tx, run.id(), Conclusion.FAILURE, Cause.EXIT_CODE);
                return true;
            });
            bench.await("Failed");
        }
    }

    @Test
    void cancellingARunAsksForAReasonAndCanBeTakenBackForAMoment()
            throws TimeoutException, SQLException, IOException {
        Run run = others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.go(new Place.RunsPlace(""));
            bench.awaitRows("runs", 1);
            bench.await("mj_owner");
            ListView<?> list = bench.find(".runs", ListView.class);
            ConsoleBench.onFx(() -> {
                list.getSelectionModel().selectFirst();
                list.requestFocus();
                return true;
            });

            robot.push(KeyCode.X);
            bench.await("Cancel shop / ci #1?");
            robot.write("a typo");
            robot.push(KeyCode.ENTER);

            bench.await("Cancelling shop / ci #1");
            assertThat(sql.rows("select kind || ' ' || run_id || ' ' || reason from commands"))
                    .containsExactly("cancel " + run.id().value() + " a typo");
            bench.await("Undo");
            bench.screenshotInBothLooks("undo");
            robot.push(KeyCode.ESCAPE);
            bench.await("Cancelling shop / ci #1 was taken back");
        }
        assertThat(sql.rows("select state from commands")).containsExactly("withdrawn");
    }

    @Test
    void whoMayOnlyLookIsToldWhy() throws TimeoutException, SQLException {
        Run run = others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        String role = "only_looks";
        sql.execute("create role " + role + " login in role mj_viewer");
        try (ConsoleBench bench = ConsoleBench.open(database.configuration(role))) {
            bench.await("mj_viewer");
            Button start = bench.find(".primary.or-icon", Button.class);
            assertThat(start.isDisabled()).isTrue();
            assertThat(((Gate) start.getParent()).getRefusal())
                    .isEqualTo(
                            "Your role only_looks may look, not act: ask for membership of mj_operator");

            bench.go(new Place.RunPlace(run.id()));
            bench.await("0 of 1 jobs ended");
            assertThat(refusals(bench, "Cancel…", "Rerun…", "Rerun failed…"))
                    .isNotEmpty()
                    .allMatch(reason -> reason.startsWith("Your role only_looks may look"));
            robot.push(KeyCode.X);
            bench.await(
                    "Your role only_looks may look, not act: ask for membership of mj_operator");
            others.transaction(tx -> {
                Runs.finish(tx, run.id(), Conclusion.FAILURE, Cause.EXIT_CODE);
                return true;
            });
            bench.await("Failed");
            assertThat(refusals(bench, "Rerun…", "Rerun", "Rerun all…", "Rerun failed…"))
                    .isNotEmpty()
                    .allMatch(reason -> reason.startsWith("Your role only_looks may look"));
            robot.push(KeyCode.R);
            bench.awaitThat(
                    "no dialog asks for a reason", () -> !bench.says("Rerun shop / ci #1?"));
            bench.go(new Place.RunsPlace(""));
            bench.awaitRows("runs", 1);
            bench.selectRow("runs", "shop / ci");
            Button again = bench.find(".runs .in-row", Button.class);
            assertThat(again.isDisabled()).as("the button of the row").isTrue();
        } finally {
            sql.execute("drop role " + role);
        }
    }

    @Test
    void aLostConnectionIsSaidAndEverythingCatchesUp()
            throws TimeoutException, SQLException, IOException {
        others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.go(new Place.RunsPlace(""));
            bench.await("Queued");
            String name =
                    database.configuration().url().replaceAll(".*/([a-z_0-9]+)(\\?.*)?", "$1");

            sql.elsewhere().execute("alter database " + name + " allow_connections false");
            sql.elsewhere()
                    .execute(
                            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                                    + name
                                    + "'");
            bench.await("connection lost");
            bench.awaitPart("showing what was known");
            bench.screenshotInBothLooks("runs-lost");
            assertThat(bench.refusal("Run pipeline…")).startsWith("The connection is lost");

            sql.elsewhere().execute("alter database " + name + " allow_connections true");
            bench.await("live");
            try (Notifier again = new Notifier(database.configuration().dataSource());
                    Database back = database.open(again)) {
                back.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
                bench.await("#2");
            }
        }
    }

    @Test
    void thePaletteFindsARunByItsNumber() throws TimeoutException {
        RunId run = others.transaction(tx -> SampleData.queuedRun(tx, repository, "build")).id();
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.await("live");
            robot.push(KeyCode.CONTROL, KeyCode.K);
            bench.await("Run pipeline…");
            robot.write("#1");
            // It was among those offered at first too, below the actions.
            ListView<?> offers = bench.find(".palette .list-view", ListView.class);
            bench.awaitThat("only the run is offered", () -> offers.getItems().size() == 1);
            bench.await("shop / ci #1");
            robot.push(KeyCode.ENTER);
            bench.await("0 of 1 jobs ended");
            assertThat(ConsoleBench.onFx(() -> bench.console().navigator().placeProperty().get()))
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
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.await("mj_owner");
            bench.go(new Place.RunsPlace(""));
            bench.awaitRows("runs", 1);

            robot.push(KeyCode.DOWN);
            robot.push(KeyCode.R);
            bench.await("Rerun shop / ci #1?");
            robot.write("flaky network");
            robot.push(KeyCode.ENTER);
            bench.await("Rerun of shop / ci #1 was asked for");

            robot.push(KeyCode.O);
            bench.awaitPart("shop has no web address: it lies at /srv/git/shop");

            robot.push(KeyCode.ENTER);
            bench.await("0 of 1 jobs ended");
            robot.push(KeyCode.ESCAPE);
            bench.await("row 1 of 1");
            robot.push(KeyCode.L);
            bench.await("Waits for a runner with linux");
        }
        assertThat(sql.rows("select kind || ' ' || run_id || ' ' || reason from commands"))
                .containsExactly("rerun " + failed.id().value() + " flaky network");
    }

    @Test
    void theFilterIsCompletedByTabAndLeftByEscape() throws TimeoutException {
        others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.go(new Place.RunsPlace(""));
            bench.await("Queued");
            robot.write("/");
            robot.write("state:fa");
            robot.push(KeyCode.TAB);
            bench.await("No run matches");
            bench.await("No run meets all of state:failure.");
            robot.push(KeyCode.ESCAPE);
            bench.await("#1");
            robot.write("/");
            robot.write("colour:red");
            bench.awaitPart("colour");
            robot.push(KeyCode.ESCAPE);
        }
    }

    @Test
    void aNewRunDoesNotMoveWhatAPersonHolds() throws TimeoutException {
        others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.go(new Place.RunsPlace(""));
            bench.awaitRows("runs", 2);
            robot.push(KeyCode.DOWN);
            robot.push(KeyCode.DOWN);
            bench.await("row 2 of 2");

            others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
            bench.await("1 new run");
            ListView<?> list = bench.find(".runs", ListView.class);
            assertThat(list.getItems()).hasSize(2);

            robot.clickOn("1 new run");
            bench.await("#3");
            bench.await("row 3 of 3");
        }
    }

    @Test
    void aKeyActsOnTheRunThatWasSelectedWhateverHappensToTheOthers() throws TimeoutException {
        List<Run> open = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            open.add(others.transaction(tx -> SampleData.queuedRun(tx, repository, "build")));
        }
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.await("mj_owner");
            bench.awaitPart("#6");
            ListView<?> waiting =
                    ConsoleBench.onFx(() ->
                            (ListView<?>) bench.console().scene().getRoot().lookup("#waiting"));
            for (int round = 0; round < 8; round++) {
                int row = random.nextInt(4);
                RunView selected =
                        ConsoleBench.onFx(() -> {
                            waiting.requestFocus();
                            waiting.getSelectionModel().clearAndSelect(row);
                            return (RunView) waiting.getSelectionModel().getSelectedItem();
                        });
                // One that stands before it ends, and one more comes.
                Run first =
                        open.stream()
                                .filter(run -> !run.id().equals(selected.id()))
                                .findFirst()
                                .orElseThrow();
                open.remove(first);
                others.transaction(tx -> {
                    Runs.finish(tx, first.id(), Conclusion.CANCELLED, Cause.SUPERSEDED);
                    return true;
                });
                open.add(others.transaction(tx -> SampleData.queuedRun(tx, repository, "build")));
                bench.awaitThat(
                        "what ended is away, seed " + seed,
                        () ->
                                waiting.getItems().stream()
                                        .noneMatch(run -> ((RunView) run).id().equals(first.id())));
                robot.push(KeyCode.X);
                bench.await("Cancel " + selected.name() + "?");
                robot.push(KeyCode.ESCAPE);
            }
        }
    }

    @Test
    void aPipelineIsTriggeredByACommand() throws TimeoutException, SQLException {
        others.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.await("mj_owner");
            bench.await("Needs a person");
            robot.clickOn("Run pipeline…");
            bench.await("Run a pipeline");
            robot.clickOn(".dialog-box .combo-box:editable .text-field");
            robot.push(KeyCode.CONTROL, KeyCode.A);
            robot.write("release/7");
            robot.clickOn("Run");
            bench.await("Running shop / ci on release/7 was asked for");
        }
        assertThat(
                        sql.rows(
                                "select kind || ' ' || (arguments ->> 'ref') || ' ' || (arguments ->> 'workflow') from commands"))
                .containsExactly("trigger release/7 .mini-jenkin/workflows/ci.yml");
    }

    /// Why the buttons that are shown may not be used.
    private static List<String> refusals(ConsoleBench bench, String... buttons) {
        return ConsoleBench.onFx(() ->
                bench.console().scene().getRoot().lookupAll(".button").stream()
                        .filter(node ->
                                node instanceof Button button
                                        && Set.of(buttons)
                                                .contains(String.valueOf(button.getText()))
                                        && button.getParent() instanceof Gate gate
                                        && gate.isVisible()
                                        && button.isDisabled())
                        .map(node -> ((Gate) node.getParent()).getRefusal())
                        .toList());
    }
}
