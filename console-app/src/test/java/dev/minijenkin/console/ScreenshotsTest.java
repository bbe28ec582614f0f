package dev.minijenkin.console;

import dev.minijenkin.console.frame.Place;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.testfx.api.FxRobot;

/// Each view in both looks, kept as pictures of the build for people to look at.
@TestInstance(Lifecycle.PER_CLASS)
class ScreenshotsTest {
    private final FxRobot robot = new FxRobot();
    private TestDatabase database;
    private ConsoleBench stand;
    private RunId run;
    private JobId failedJob;
    private RunId wideRun;
    private RunId brokenRun;
    private RunId unreadableRun;

    @BeforeAll
    void open() throws SQLException, TimeoutException {
        database = TestDatabase.create();
        try (ShopData shop = new ShopData(database.configuration())) {
            shop.month();
            shop.runs().others();
            long[] ids = shop.runs().open();
            run = new RunId(ids[0]);
            failedJob = new JobId(ids[1]);
            shop.log(ids[1], Browser.log(282));
            shop.log(ids[2], Browser.log(120));
            shop.log(ids[3], Browser.log(90));
            shop.step(ids[1], 1, "Check out shop-web", "success", 6, 89, 84);
            shop.step(ids[1], 2, "Install the browsers", "success", 8, 84, 70);
            shop.step(ids[1], 3, "Run the browser tests", "failure", 9, 70, 12);
            wideRun = new RunId(shop.runs().wide());
            brokenRun = new RunId(shop.runs().broken());
            unreadableRun = new RunId(shop.runs().unreadable());
        }
        stand = ConsoleBench.open(database.configuration());
    }

    @AfterAll
    void close() {
        stand.close();
        database.close();
    }

    @Test
    void theOverviewSaysWhatNeedsAPerson() throws IOException {
        stand.go(new Place.OverviewPlace());
        stand.await("Needs a person");
        stand.await("elm-gpu-01 is silent");
        stand.await("shop-web / ci");
        stand.screenshotInBothLooks("overview");
    }

    @Test
    void theListOfRunsIsFull() throws IOException {
        stand.go(new Place.RunsPlace(""));
        stand.await("Speed up product gallery images");
        stand.screenshotInBothLooks("runs");
    }

    @Test
    void aRunShowsItsJobsAndWhatTheyHadToSay() throws IOException {
        stand.go(new Place.RunPlace(run));
        stand.await("1 of 13 jobs failed");
        stand.await("Run the browser tests");
        stand.await("gallery.spec.ts:48:7");
        stand.screenshotInBothLooks("run");
    }

    @Test
    void aRunOfABrokenFileShowsThePlaceOfTheError() throws IOException {
        stand.go(new Place.RunPlace(brokenRun));
        stand.await(".mini-jenkin/workflows/ci.yml:24:5");
        stand.await("5 jobs, 2 with errors");
        stand.screenshotInBothLooks("run-broken");
    }

    @Test
    void aFileThatIsNoYamlShowsWhatStandsBefore() throws IOException {
        stand.go(new Place.RunPlace(unreadableRun));
        stand.await("5 jobs: only what stands before the error could be read");
        stand.screenshotInBothLooks("run-unreadable");
    }

    @Test
    void aRunOfManyLegsAndLongNamesKeepsItsColumns() throws IOException {
        stand.go(new Place.RunPlace(wideRun));
        stand.await("40 legs");
        stand.screenshotInBothLooks("run-wide");
    }

    @Test
    void aLogShowsItsLinesInColour() throws IOException {
        stand.go(new Place.LogPlace(run, failedJob));
        stand.await("Run the browser tests");
        stand.await("14 errors");
        stand.screenshotInBothLooks("log");
    }

    @Test
    void theLogOfAWholeRunNamesTheJobOfEachLine() throws IOException {
        stand.go(new Place.RunLogPlace(run));
        stand.await("Whole run");
        stand.awaitPart("491 lines");
        robot.push(KeyCode.HOME);
        stand.screenshotInBothLooks("log-whole");
    }

    @Test
    void everythingCanBeLarger() throws IOException {
        stand.go(new Place.RunsPlace(""));
        stand.await("Speed up product gallery images");
        robot.push(KeyCode.CONTROL, KeyCode.EQUALS);
        robot.push(KeyCode.CONTROL, KeyCode.EQUALS);
        stand.screenshotInBothLooks("runs-larger");
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT0);
    }

    @Test
    void aLogShowsWhatIsLookedFor() throws IOException {
        stand.go(new Place.LogPlace(run, failedJob));
        stand.await("14 errors");
        robot.push(KeyCode.CONTROL, KeyCode.F);
        robot.write("lazy images|Expected:|Received:");
        ToggleButton expression = stand.find(".mode.mono", ToggleButton.class);
        ConsoleBench.onFx(() -> {
            expression.fire();
            return true;
        });
        stand.await("21 lines");
        robot.push(KeyCode.ENTER);
        robot.push(KeyCode.ENTER);
        robot.push(KeyCode.ENTER);
        stand.await("3 of 21");
        stand.screenshotInBothLooks("log-search");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void aLogIsReadWithItsGroupsClosedAndTimesOfDay() throws IOException {
        stand.go(new Place.OverviewPlace());
        stand.go(new Place.LogPlace(run, failedJob));
        stand.await("14 errors");
        robot.write("[");
        stand.screenshotInBothLooks("log-folded");
        robot.write("]");
    }

    @Test
    void thePaletteOffersRunsAndActions() throws IOException {
        stand.go(new Place.RunsPlace(""));
        stand.await("Speed up product gallery images");
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("shop");
        stand.await("all its runs");
        stand.screenshotInBothLooks("palette");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void whatDestroysIsAskedFor() throws IOException {
        stand.go(new Place.RunPlace(run));
        stand.await("1 of 13 jobs failed");
        robot.push(KeyCode.X);
        stand.await("Cancel shop-web / ci #1287?");
        robot.write("superseded by a hotfix");
        stand.screenshotInBothLooks("confirm");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void aPipelineIsStartedWithItsInputs() throws IOException {
        stand.go(new Place.OverviewPlace());
        stand.await("Needs a person");
        Button start = stand.find(".primary", Button.class);
        ConsoleBench.onFx(() -> {
            start.fire();
            return true;
        });
        stand.await("Run a pipeline");
        ComboBox<?> pipeline = stand.find(".dialog-box .combo-box", ComboBox.class);
        ConsoleBench.onFx(() -> {
            for (int i = 0; i < pipeline.getItems().size(); i++) {
                if (pipeline.getItems().get(i).toString().contains("deploy.yml")) {
                    pipeline.getSelectionModel().select(i);
                }
            }
            return true;
        });
        stand.await("The input 'version' is required.");
        stand.screenshotInBothLooks("trigger");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void allKeysAreOnACard() throws IOException {
        stand.go(new Place.OverviewPlace());
        stand.await("Needs a person");
        robot.push(KeyCode.F1);
        stand.await("Everywhere");
        stand.screenshotInBothLooks("keys");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void aFilterIsCompletedWhileItIsTyped() throws IOException {
        stand.go(new Place.OverviewPlace());
        stand.go(new Place.RunsPlace(""));
        stand.await("Speed up product gallery images");
        robot.write("/");
        robot.write("-by:ana state:fa");
        stand.await("ilure");
        stand.screenshotInBothLooks("runs-filter");
        robot.push(KeyCode.ESCAPE);
    }
}
