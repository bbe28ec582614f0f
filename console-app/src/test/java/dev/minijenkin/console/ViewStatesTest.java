package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.sample.Hand;
import dev.minijenkin.console.theme.Theme;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// What the views show while there is nothing to show: while they read, where they may not, where
/// they cannot, and where there is nothing; and that whoever may only look is told so.
@TestInstance(Lifecycle.PER_CLASS)
class ViewStatesTest {
    /// @param place where nothing is there, the same leads to what is not there
    /// @param rows what it says where it has rows
    /// @param empty its heading where it has none
    /// @param table that it reads, and the frame does not need the right to
    /// @param act a button that is not for viewers; empty: it has none
    private record View(
            String name, Place place, String rows, String empty, String table, String act) {}

    /// The first one that a console shows.
    private static final View OVERVIEW =
            new View(
                    "overview",
                    new Place.OverviewPlace(),
                    "elm-gpu-01 is silent",
                    "No repository yet",
                    "minute_latencies",
                    "Run pipeline…");

    private static List<View> views(RunId run, JobId job) {
        return List.of(
                new View(
                        "runs",
                        new Place.RunsPlace(""),
                        "Speed up product gallery images",
                        "No repository yet",
                        "pipeline_stats",
                        "Run pipeline…"),
                new View(
                        "run",
                        new Place.RunPlace(run),
                        "1 of 13 jobs failed",
                        "There is no such run",
                        "steps",
                        "Cancel…"),
                new View(
                        "log",
                        new Place.LogPlace(run, job),
                        "14 errors",
                        "There is no such run",
                        "job_logs",
                        "Rerun job…"),
                new View(
                        "manage",
                        new Place.ManagePlace(),
                        "No secret yet",
                        "No secret yet",
                        "variables",
                        "New secret…"),
                new View(
                        "queue",
                        new Place.QueuePlace(),
                        "No runner has the label gpu",
                        "Nothing waits",
                        "holds",
                        "Hold…"),
                new View(
                        "runners",
                        new Place.RunnersPlace(),
                        "cedar-mac-01",
                        "No runner yet",
                        "label_sets",
                        "Drain…"),
                new View(
                        "deploys",
                        new Place.DeploysPlace(),
                        "cdn-edge",
                        "No environment yet",
                        "deployment_gates",
                        "Roll back…"),
                new View(
                        "deliveries",
                        new Place.DeliveriesPlace(),
                        "pull_request of checkout",
                        "No delivery yet",
                        "webhooks_outbox",
                        "Replay…"),
                new View(
                        "search",
                        new Place.SearchPlace("reset"),
                        "On which runners",
                        "Nothing is found",
                        "unindexed_logs",
                        "Save"),
                new View(
                        "audit",
                        new Place.AuditPlace(),
                        "Only release managers may free it",
                        "No command yet",
                        "commands",
                        "Take back"),
                new View(
                        "insights",
                        new Place.InsightsPlace(),
                        "docs/ci",
                        "Nothing ended yet",
                        "pipeline_days",
                        ""));
    }

    private final Hand robot = new Hand();
    private TestDatabase database;
    private PlainSql sql;
    private List<View> views;

    @BeforeAll
    @SuppressWarnings("NullAway.Init")
    void fill() throws SQLException {
        database = TestDatabase.create();
        sql = PlainSql.on(database);
        try (ShopData shop = new ShopData(database.configuration())) {
            shop.month();
            long[] ids = shop.runs().open();
            shop.log(ids[1], Browser.log(282));
            views = views(new RunId(ids[0]), new JobId(ids[1]));
            shop.runs().others();
            shop.runs().waiting();
            shop.fleet();
            shop.runs().deploys();
            shop.deliveries();
            shop.resets();
            shop.commands();
            shop.days();
        }
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void whereThereIsNothingItSaysWhatThatMeans() throws TimeoutException, IOException {
        try (TestDatabase nothing = TestDatabase.create();
                ConsoleBench bench = ConsoleBench.open(nothing.configuration())) {
            bench.await(OVERVIEW.empty());
            picture(bench, OVERVIEW, "empty");
            for (View view : views) {
                bench.go(view.place());
                bench.await(view.empty());
                picture(bench, view, "empty");
            }
        }
    }

    @Test
    void whatCannotBeReadSaysWhyAndWhoMayOnlyLookToo()
            throws TimeoutException, IOException, SQLException {
        try (ConsoleBench bench = ConsoleBench.open(database.memberOf("mj_viewer"))) {
            bench.expectWarning("Not read");
            bench.await(OVERVIEW.rows());
            picture(bench, OVERVIEW, "viewer");
            for (View view : views) {
                sql.execute("revoke select on " + view.table() + " from mj_viewer");
                bench.go(view.place());
                bench.await("It could not be read");
                picture(bench, view, "error");
                sql.execute("grant select on " + view.table() + " to mj_viewer");
                bench.quiet();
                bench.fire("Try again");
                bench.await(view.rows());
                if (!view.act().isEmpty()) {
                    // The second row: the first one may be the head of a group.
                    robot.push(KeyCode.DOWN);
                    robot.push(KeyCode.DOWN);
                    bench.settled(scene -> true);
                    assertThat(bench.refusal(view.act())).contains("may look, not ");
                }
                picture(bench, view, "viewer");
            }
        }
    }

    @Test
    void whileItReadsItSaysSoAndWhatIsLostStaysToBeRead()
            throws TimeoutException, IOException, SQLException {
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.await(OVERVIEW.rows());
            read(bench, Theme.LIGHT);
        }
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.await(OVERVIEW.rows());
            read(bench, Theme.DARK);
            // The lines of a log are not kept once it is left.
            View log = view("log");
            bench.go(log.place());
            bench.await(log.rows());
            database.takeAway();
            bench.await("connection lost");
            picture(bench, log, "stale");
            for (View view : views) {
                if (!view.equals(log)) {
                    bench.go(view.place());
                    bench.await(view.rows());
                    picture(bench, view, "stale");
                }
            }
            bench.go(OVERVIEW.place());
            bench.await(OVERVIEW.rows());
            picture(bench, OVERVIEW, "stale");
            database.bringBack();
            bench.await("live");
        }
    }

    /// Opens each view while nobody reads what it needs. One look at a time: whoever waits for a
    /// lock gives up after some seconds.
    private void read(ConsoleBench bench, Theme look) throws IOException, SQLException {
        bench.expectWarning("Not read");
        bench.wear(look);
        for (View view : views) {
            try (Connection blocks = blocked(view)) {
                bench.go(view.place());
                pictureOfReading(bench, view, look);
                blocks.rollback();
            }
            bench.go(OVERVIEW.place());
            bench.go(view.place());
            bench.await(view.rows());
        }
    }

    @Test
    void theFirstViewSaysThatItReadsAndWhyItCannot()
            throws TimeoutException, IOException, SQLException {
        for (Theme look : Theme.values()) {
            try (Connection blocks = blocked(OVERVIEW);
                    ConsoleBench bench = ConsoleBench.open(database.configuration())) {
                bench.expectWarning("Not read");
                bench.wear(look);
                pictureOfReading(bench, OVERVIEW, look);
                blocks.rollback();
            }
        }
        sql.execute("revoke select on " + OVERVIEW.table() + " from mj_viewer");
        try (ConsoleBench bench = ConsoleBench.open(database.memberOf("mj_viewer"))) {
            bench.expectWarning("Not read");
            bench.await("It could not be read");
            picture(bench, OVERVIEW, "error");
            sql.execute("grant select on " + OVERVIEW.table() + " to mj_viewer");
            bench.fire("Try again");
            bench.await(OVERVIEW.rows());
            assertThat(bench.refusal(OVERVIEW.act())).contains("may look, not act");
        }
    }

    @Test
    void aRunThatIsGoneLeadsToTheOthers() throws TimeoutException {
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            bench.await(OVERVIEW.rows());
            View run = view("run");
            bench.go(run.place());
            bench.await(run.rows());
            bench.go(new Place.LogPlace(new RunId(4711), new JobId(4711)));
            bench.await("There is no such run");
            robot.push(KeyCode.ESCAPE);
            bench.await(run.rows());
            bench.go(new Place.RunPlace(new RunId(4711)));
            bench.await("There is no such run");
            bench.fire("All runs");
            bench.await("Speed up product gallery images");
            View log = view("log");
            bench.go(
                    new Place.LogPlace(((Place.LogPlace) log.place()).run(), new JobId(4_711_000)));
            bench.await("There is no such job");
            bench.fire("The log of all its jobs");
            bench.await("Whole run");
        }
    }

    private View view(String name) {
        return views.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    /// Nobody reads what the view needs until this is rolled back.
    private Connection blocked(View view) throws SQLException {
        Connection blocks = database.configuration().dataSource().getConnection();
        blocks.setAutoCommit(false);
        try (Statement statement = blocks.createStatement()) {
            statement.execute("set idle_in_transaction_session_timeout = 0");
            statement.execute("lock table " + view.table() + " in access exclusive mode");
        }
        return blocks;
    }

    /// What takes long is announced.
    private static void pictureOfReading(ConsoleBench bench, View view, Theme look)
            throws IOException {
        bench.await("Reading…");
        bench.awaitThat(
                "it is announced",
                () ->
                        bench.console().scene().getRoot().lookupAll(".empty-state").stream()
                                .anyMatch(node -> node.isVisible() && node.getOpacity() == 1));
        bench.screenshot(view.name() + "-reading-" + look.name().toLowerCase(Locale.ROOT));
    }

    /// In both looks, and once in the smallest window, where all of it can be read as well.
    private static void picture(ConsoleBench bench, View view, String state) throws IOException {
        String name = view.name() + "-" + state;
        bench.screenshotInBothLooks(name);
        bench.resize(900, 640, 1);
        assertThat(bench.settled(CutTexts::in)).as("cut in %s", name).isEmpty();
        bench.screenshot(name + "-900");
        bench.resize(1440, 900, 1);
    }
}
