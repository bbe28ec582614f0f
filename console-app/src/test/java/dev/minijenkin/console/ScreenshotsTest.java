package dev.minijenkin.console;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.sample.Hand;
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

/// Each view in both looks, kept as pictures of the build for people to look at.
@TestInstance(Lifecycle.PER_CLASS)
class ScreenshotsTest {
    private final Hand robot = new Hand();
    private TestDatabase database;
    private ConsoleBench bench;
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
            shop.troubles();
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
            shop.runs().earlier();
            unreadableRun = new RunId(shop.runs().unreadable());
        }
        bench = ConsoleBench.open(database.configuration());
    }

    @AfterAll
    void close() {
        bench.close();
        database.close();
    }

    @Test
    void theOverviewSaysWhatNeedsAPerson() throws IOException {
        bench.go(new Place.OverviewPlace());
        bench.await("Needs a person");
        bench.await("elm-gpu-01 is silent");
        bench.await("shop-web / ci");
        bench.screenshotsOfAllSizes("overview");
    }

    @Test
    void theListOfRunsIsFull() throws IOException {
        bench.go(new Place.RunsPlace(""));
        bench.await("Speed up product gallery images");
        bench.screenshotsOfAllSizes("runs");
    }

    @Test
    void aRunShowsItsJobsAndWhatTheyHadToSay() throws IOException {
        bench.go(new Place.RunPlace(run));
        bench.await("1 of 13 jobs failed");
        bench.await("Run the browser tests");
        bench.await("gallery.spec.ts:48:7");
        bench.screenshotsOfAllSizes("run");
    }

    @Test
    void aRunShowsItsJobsOnALineOfTime() throws IOException {
        bench.go(new Place.RunPlace(run));
        bench.await("1 of 13 jobs failed");
        robot.push(KeyCode.T);
        bench.awaitPart("Critical path ");
        bench.screenshotsOfAllSizes("run-timeline");
        bench.go(new Place.RunPlace(wideRun));
        bench.await("40 legs");
        bench.screenshotsOfAllSizes("run-timeline-wide");
        robot.push(KeyCode.T);
    }

    @Test
    void aRunShowsTheFileThatItWasMadeFrom() throws IOException {
        bench.go(new Place.RunPlace(run));
        bench.await("1 of 13 jobs failed");
        robot.push(KeyCode.Y);
        bench.await(".mini-jenkin/workflows/ci.yml");
        bench.screenshotsOfAllSizes("run-file");
        robot.push(KeyCode.Y);
    }

    @Test
    void aRunOfABrokenFileShowsThePlaceOfTheError() throws IOException {
        bench.go(new Place.RunPlace(brokenRun));
        bench.await(".mini-jenkin/workflows/ci.yml:24:5");
        bench.await("5 jobs, 2 with errors");
        bench.screenshotsOfAllSizes("run-broken");
    }

    @Test
    void aFileThatIsNoYamlShowsWhatStandsBefore() throws IOException {
        bench.go(new Place.RunPlace(unreadableRun));
        bench.await("5 jobs: only what stands before the error could be read");
        bench.screenshotInBothLooks("run-unreadable");
    }

    @Test
    void aRunOfManyLegsAndLongNamesKeepsItsColumns() throws IOException {
        bench.go(new Place.RunPlace(wideRun));
        bench.await("40 legs");
        bench.screenshotsOfAllSizes("run-wide");
    }

    @Test
    void aLogShowsItsLinesInColour() throws IOException {
        bench.go(new Place.LogPlace(run, failedJob));
        bench.await("Run the browser tests");
        bench.await("14 errors");
        bench.screenshotsOfAllSizes("log");
    }

    @Test
    void theLogOfAWholeRunNamesTheJobOfEachLine() throws IOException {
        bench.go(new Place.RunLogPlace(run));
        bench.await("Whole run");
        bench.awaitPart("491 lines");
        robot.push(KeyCode.HOME);
        bench.screenshotsOfAllSizes("log-whole");
    }

    @Test
    void everythingCanBeLarger() throws IOException {
        bench.go(new Place.RunsPlace(""));
        bench.await("Speed up product gallery images");
        robot.push(KeyCode.CONTROL, KeyCode.EQUALS);
        robot.push(KeyCode.CONTROL, KeyCode.EQUALS);
        bench.screenshotInBothLooks("runs-larger");
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT0);
    }

    @Test
    void aLogShowsWhatIsLookedFor() throws IOException {
        bench.go(new Place.LogPlace(run, failedJob));
        bench.await("14 errors");
        // It opens at the failure.
        robot.push(KeyCode.HOME);
        robot.push(KeyCode.CONTROL, KeyCode.F);
        robot.write("lazy images|Expected:|Received:");
        ToggleButton expression = bench.find(".mode.mono", ToggleButton.class);
        ConsoleBench.onFx(() -> {
            expression.fire();
            return true;
        });
        bench.await("21 lines");
        robot.push(KeyCode.ENTER);
        robot.push(KeyCode.ENTER);
        robot.push(KeyCode.ENTER);
        bench.await("3 of 21");
        bench.screenshotInBothLooks("log-search");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void aLogIsReadWithItsGroupsClosedAndTimesOfDay() throws IOException {
        bench.go(new Place.OverviewPlace());
        bench.go(new Place.LogPlace(run, failedJob));
        bench.await("14 errors");
        robot.write("[");
        bench.screenshotInBothLooks("log-folded");
        robot.write("]");
    }

    @Test
    void thePaletteOffersRunsAndActions() throws IOException {
        bench.go(new Place.RunsPlace(""));
        bench.await("Speed up product gallery images");
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("shop");
        bench.await("all its runs");
        bench.screenshotsOfAllSizes("palette");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void whatDestroysIsAskedFor() throws IOException {
        bench.go(new Place.RunPlace(run));
        bench.await("1 of 13 jobs failed");
        robot.push(KeyCode.X);
        bench.await("Cancel shop-web / ci #1287?");
        robot.write("superseded by a hotfix");
        bench.screenshotInBothLooks("confirm");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void aPipelineIsStartedWithItsInputs() throws IOException {
        bench.go(new Place.OverviewPlace());
        bench.await("Needs a person");
        Button start = bench.find(".primary.or-icon", Button.class);
        ConsoleBench.onFx(() -> {
            start.fire();
            return true;
        });
        bench.await("Run a pipeline");
        ComboBox<?> pipeline = bench.find(".dialog-box .combo-box", ComboBox.class);
        ConsoleBench.onFx(() -> {
            for (int i = 0; i < pipeline.getItems().size(); i++) {
                if (pipeline.getItems().get(i).toString().contains("deploy.yml")) {
                    pipeline.getSelectionModel().select(i);
                }
            }
            return true;
        });
        bench.await("Version to deploy");
        bench.screenshotsOfAllSizes("trigger");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void allKeysAreOnACard() throws IOException {
        bench.go(new Place.OverviewPlace());
        bench.await("Needs a person");
        robot.push(KeyCode.F1);
        bench.await("Everywhere");
        bench.screenshotsOfAllSizes("keys");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void aFilterIsCompletedWhileItIsTyped() throws IOException {
        bench.go(new Place.OverviewPlace());
        bench.go(new Place.RunsPlace(""));
        bench.await("Speed up product gallery images");
        robot.write("/");
        robot.write("-by:ana state:fa");
        bench.await("ilure");
        bench.screenshotInBothLooks("runs-filter");
        robot.push(KeyCode.ESCAPE);
    }
}
