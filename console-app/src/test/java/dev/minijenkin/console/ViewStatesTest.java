package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.sample.Hand;
import dev.minijenkin.db.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
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
    /// @param rows what it says where it has rows
    /// @param empty its heading where it has none
    /// @param table that it reads, and the frame does not need the right to
    /// @param act a button that is not for viewers; empty: it has none
    private record View(
            String name, Place place, String rows, String empty, String table, String act) {}

    private static final List<View> VIEWS =
            List.of(
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

    private final Hand robot = new Hand();
    private TestDatabase database;
    private PlainSql sql;

    @BeforeAll
    void fill() throws SQLException {
        database = TestDatabase.create();
        sql = PlainSql.on(database);
        try (ShopData shop = new ShopData(database.configuration())) {
            shop.month();
            shop.runs().open();
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
            for (View view : VIEWS) {
                bench.go(view.place());
                bench.await(view.empty());
                bench.screenshotInBothLooks(view.name() + "-empty");
            }
        }
    }

    @Test
    void whatCannotBeReadSaysWhyAndWhoMayOnlyLookToo()
            throws TimeoutException, IOException, SQLException {
        try (ConsoleBench bench = ConsoleBench.open(database.memberOf("mj_viewer"))) {
            bench.expectWarning("Not read");
            for (View view : VIEWS) {
                sql.execute("revoke select on " + view.table() + " from mj_viewer");
                bench.go(view.place());
                bench.await("It could not be read");
                bench.screenshotInBothLooks(view.name() + "-error");
                sql.execute("grant select on " + view.table() + " to mj_viewer");
                bench.quiet();
                bench.fire("Try again");
                bench.await(view.rows());
                if (!view.act().isEmpty()) {
                    // The second row: the first one may be the head of a group.
                    robot.push(KeyCode.DOWN);
                    robot.push(KeyCode.DOWN);
                    bench.settled(scene -> true);
                    assertThat(bench.refusal(view.act())).contains("may look, not act");
                }
                bench.screenshotInBothLooks(view.name() + "-viewer");
            }
        }
    }

    @Test
    void whileItReadsItSaysSoAndWhatIsLostStaysToBeRead()
            throws TimeoutException, IOException, SQLException {
        try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
            for (View view : VIEWS) {
                try (Connection blocks = database.configuration().dataSource().getConnection();
                        Statement statement = blocks.createStatement()) {
                    blocks.setAutoCommit(false);
                    statement.execute("lock table " + view.table() + " in access exclusive mode");
                    bench.go(view.place());
                    bench.await("Reading…");
                    bench.screenshotInBothLooks(view.name() + "-reading");
                    blocks.rollback();
                }
                bench.await(view.rows());
            }
            database.takeAway();
            bench.await("connection lost");
            for (View view : VIEWS) {
                bench.go(view.place());
                bench.await(view.rows());
                bench.screenshotInBothLooks(view.name() + "-stale");
            }
            database.bringBack();
            bench.await("live");
        }
    }
}
