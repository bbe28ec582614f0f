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
    private ConsoleBench stand;

    @BeforeEach
    void open() throws SQLException, TimeoutException {
        database = TestDatabase.create();
        shop = new ShopData(database.configuration());
        shop.month();
        stand = ConsoleBench.open(database.configuration());
        stand.await("live");
    }

    @AfterEach
    void close() throws SQLException {
        stand.close();
        shop.close();
        database.close();
    }

    @Test
    void legsOfAMatrixFoldIntoOneRow() throws SQLException {
        long[] ids = shop.runs().open();
        stand.go(new Place.RunPlace(new RunId(ids[0])));
        stand.await("6 legs");
        stand.await("firefox, 2/2");
        int all = rows();
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.LEFT);
        stand.awaitThat("the legs are away", () -> jobs().getItems().size() == all - 6);
        stand.await("1 failed");
        robot.push(KeyCode.ENTER);
        stand.awaitThat("the legs are back", () -> jobs().getItems().size() == all);
    }

    @Test
    void aWaitingJobSaysWhatItWaitsFor() throws SQLException {
        long run = shop.runs().wide();
        stand.go(new Place.RunPlace(new RunId(run)));
        stand.await("Group deploy-main: #3070 runs before it");
        stand.await("needs publish/sign");
        stand.await("announce");
        stand.await("3 jobs");
        stand.await("40 legs");
    }

    @Test
    void anAnnotationLeadsToTheLogOfItsJob() throws SQLException {
        long[] ids = shop.runs().open();
        shop.log(ids[1], Browser.log(50));
        stand.go(new Place.RunPlace(new RunId(ids[0])));
        stand.await("lazy images load on scroll");
        robot.clickOn("lazy images load on scroll");
        stand.await("e2e (firefox, 2/2)");
        stand.awaitPart("errors");
        robot.push(KeyCode.ESCAPE);
        stand.await("1 of 13 jobs failed");
    }

    @Test
    void theErrorsOfABrokenFileAreOneClickOrKeyAway() throws SQLException {
        long run = shop.runs().broken();
        stand.go(new Place.RunPlace(new RunId(run)));
        stand.await("5 jobs, 2 with errors");
        stand.awaitThat("the first error is selected", () -> selectedLine() == 24);
        robot.push(KeyCode.E);
        stand.awaitThat("the second", () -> selectedLine() == 30);
        robot.push(KeyCode.E);
        stand.awaitThat("the third", () -> selectedLine() == 39);
        robot.push(KeyCode.E);
        stand.awaitThat("the first again", () -> selectedLine() == 24);
        Node third = robot.lookup(".annotation").nth(2).query();
        robot.clickOn(third);
        stand.awaitThat("what was clicked", () -> selectedLine() == 39);
        robot.clickOn("validate");
        stand.awaitThat("the job that was clicked", () -> selectedLine() == 16);
    }

    @Test
    void earlierAttemptsAreOneChoiceAway() throws SQLException {
        long run = shop.runs().rerun();
        stand.go(new Place.RunPlace(new RunId(run)));
        ComboBox<?> attempts = stand.find(".attempts", ComboBox.class);
        stand.awaitThat("the last one", () -> "Attempt 2 of 2".equals(attempts.getValue()));
        stand.await("of the second attempt");
        ConsoleBench.onFx(() -> {
            attempts.getSelectionModel().select(0);
            return true;
        });
        stand.await("of the first attempt");
        robot.push(KeyCode.L);
        stand.await("This job wrote no log");
        stand.await("of the first attempt");
    }

    @Test
    void aRunIsWatchedWhileItIsShownAndNoLonger() throws SQLException {
        long[] ids = shop.runs().open();
        stand.go(new Place.RunPlace(new RunId(ids[0])));
        stand.awaitThat("somebody watches", () -> shop.watchers() == 1);
        stand.go(new Place.OverviewPlace());
        stand.awaitThat("nobody watches", () -> shop.watchers() == 0);
    }

    private int rows() {
        return ConsoleBench.onFx(() -> jobs().getItems().size());
    }

    private ListView<?> jobs() {
        return (ListView<?>) stand.console().scene().getRoot().lookup(".run-jobs");
    }

    private int selectedLine() {
        ListView<?> source = (ListView<?>) stand.console().scene().getRoot().lookup(".source");
        return source.getSelectionModel().getSelectedIndex() + 1;
    }
}
