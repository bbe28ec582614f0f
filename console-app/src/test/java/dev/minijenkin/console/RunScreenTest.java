package dev.minijenkin.console;

import dev.minijenkin.console.frame.Place;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TestDatabase;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// The page of a run as a person uses it.
class RunScreenTest {
    private final FxRobot robot = new FxRobot();
    private TestDatabase database;
    private ShopData shop;
    private ConsoleBench bench;

    @BeforeEach
    void open() throws SQLException, TimeoutException {
        database = TestDatabase.create();
        shop = new ShopData(database.configuration());
        shop.month();
        bench = ConsoleBench.open(database.configuration());
        bench.await("live");
    }

    @AfterEach
    void close() throws SQLException {
        bench.close();
        shop.close();
        database.close();
    }

    @Test
    void legsOfAMatrixFoldIntoOneRow() throws SQLException {
        long[] ids = shop.runs().open();
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.await("6 legs");
        bench.await("firefox, 2/2");
        int all = rows();
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.LEFT);
        bench.awaitThat("the legs are away", () -> jobs().getItems().size() == all - 6);
        bench.await("1 failed");
        robot.push(KeyCode.ENTER);
        bench.awaitThat("the legs are back", () -> jobs().getItems().size() == all);
    }

    @Test
    void aWaitingJobSaysWhatItWaitsFor() throws SQLException {
        long run = shop.runs().wide();
        bench.go(new Place.RunPlace(new RunId(run)));
        bench.await("Group deploy-main: #3070 runs before it");
        bench.await("needs publish/sign");
        bench.await("announce");
        bench.await("3 jobs");
        bench.await("40 legs");
    }

    @Test
    void anAnnotationLeadsToTheLogOfItsJob() throws SQLException {
        long[] ids = shop.runs().open();
        shop.log(ids[1], Browser.log(50));
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.await("lazy images load on scroll");
        robot.clickOn("lazy images load on scroll");
        bench.await("e2e (firefox, 2/2)");
        bench.awaitPart("errors");
        robot.push(KeyCode.ESCAPE);
        bench.await("1 of 13 jobs failed");
    }

    @Test
    void theErrorsOfABrokenFileAreOneClickOrKeyAway() throws SQLException {
        long run = shop.runs().broken();
        bench.go(new Place.RunPlace(new RunId(run)));
        bench.await("5 jobs, 2 with errors");
        bench.awaitThat("the first error is selected", () -> selectedLine() == 24);
        robot.push(KeyCode.E);
        bench.awaitThat("the second", () -> selectedLine() == 30);
        robot.push(KeyCode.E);
        bench.awaitThat("the third", () -> selectedLine() == 39);
        robot.push(KeyCode.E);
        bench.awaitThat("the first again", () -> selectedLine() == 24);
        Node third = robot.lookup(".annotation").nth(2).query();
        robot.clickOn(third);
        bench.awaitThat("what was clicked", () -> selectedLine() == 39);
        robot.clickOn("validate");
        bench.awaitThat("the job that was clicked", () -> selectedLine() == 16);
    }

    @Test
    void earlierAttemptsAreOneChoiceAway() throws SQLException {
        long run = shop.runs().rerun();
        bench.go(new Place.RunPlace(new RunId(run)));
        ComboBox<?> attempts = bench.find(".attempts", ComboBox.class);
        bench.awaitThat("the last one", () -> "Attempt 2 of 2".equals(attempts.getValue()));
        bench.await("of the second attempt");
        ConsoleBench.onFx(() -> {
            attempts.getSelectionModel().select(0);
            return true;
        });
        bench.await("of the first attempt");
        robot.push(KeyCode.L);
        bench.await("This job wrote no log");
        bench.await("of the first attempt");
    }

    @Test
    void aRunIsWatchedWhileItIsShownAndNoLonger() throws SQLException {
        long[] ids = shop.runs().open();
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.awaitThat("somebody watches", () -> shop.watchers() == 1);
        bench.go(new Place.OverviewPlace());
        bench.awaitThat("nobody watches", () -> shop.watchers() == 0);
    }

    private int rows() {
        return ConsoleBench.onFx(() -> jobs().getItems().size());
    }

    private ListView<?> jobs() {
        return (ListView<?>) bench.console().scene().getRoot().lookup(".run-jobs");
    }

    private int selectedLine() {
        ListView<?> source = (ListView<?>) bench.console().scene().getRoot().lookup(".source");
        return source.getSelectionModel().getSelectedIndex() + 1;
    }
}
