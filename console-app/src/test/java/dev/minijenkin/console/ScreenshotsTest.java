package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.theme.Theme;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TestDatabase;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Each view in both looks, kept as pictures of the build for people to look at.
@TestInstance(Lifecycle.PER_CLASS)
class ScreenshotsTest {
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler listening = new WarningsHandler();
    private TestDatabase database;
    private Stand stand;
    private RunId run;
    private JobId failedJob;
    private RunId wideRun;
    private RunId brokenRun;
    private RunId unreadableRun;

    @BeforeAll
    void open() throws SQLException, TimeoutException {
        Logger.getLogger("").addHandler(listening);
        database = TestDatabase.create();
        try (ShopData shop = new ShopData(database.configuration())) {
            shop.month();
            shop.runs().others();
            long[] ids = shop.runs().open();
            run = new RunId(ids[0]);
            failedJob = new JobId(ids[1]);
            shop.log(ids[1], Browser.log(282));
            shop.step(ids[1], 1, "Check out shop-web", "success", 6, 89, 84);
            shop.step(ids[1], 2, "Install the browsers", "success", 8, 84, 70);
            shop.step(ids[1], 3, "Run the browser tests", "failure", 9, 70, 12);
            wideRun = new RunId(shop.runs().wide());
            brokenRun = new RunId(shop.runs().broken());
            unreadableRun = new RunId(shop.runs().unreadable());
        }
        stand = Stand.open(database.configuration());
    }

    @AfterAll
    void close() {
        stand.close();
        database.close();
        Logger.getLogger("").removeHandler(listening);
    }

    @AfterEach
    void nothingWasWarnedOf() {
        assertThat(warnings).isEmpty();
    }

    @Test
    void theOverviewSaysWhatNeedsAPerson() throws IOException {
        stand.go(new Place.OverviewPlace());
        stand.await("Needs a person");
        stand.await("elm-gpu-01 is silent");
        stand.await("shop-web / ci");
        inBothLooks("overview");
    }

    @Test
    void theListOfRunsIsFull() throws IOException {
        stand.go(new Place.RunsPlace(""));
        stand.await("Speed up product gallery images");
        inBothLooks("runs");
    }

    @Test
    void aRunShowsItsJobsAndWhatTheyHadToSay() throws IOException {
        stand.go(new Place.RunPlace(run));
        stand.await("1 of 13 jobs failed");
        stand.await("Run the browser tests");
        stand.await("gallery.spec.ts:48:7");
        inBothLooks("run");
    }

    @Test
    void aRunOfABrokenFileShowsThePlaceOfTheError() throws IOException {
        stand.go(new Place.RunPlace(brokenRun));
        stand.await(".mini-jenkin/workflows/ci.yml:24:5");
        stand.await("5 jobs, 2 with errors");
        inBothLooks("run-broken");
    }

    @Test
    void aFileThatIsNoYamlShowsWhatStandsBefore() throws IOException {
        stand.go(new Place.RunPlace(unreadableRun));
        stand.await("5 jobs: only what stands before the error could be read");
        inBothLooks("run-unreadable");
    }

    @Test
    void aRunOfManyLegsAndLongNamesKeepsItsColumns() throws IOException {
        stand.go(new Place.RunPlace(wideRun));
        stand.await("40 legs");
        inBothLooks("run-wide");
    }

    @Test
    void aLogShowsItsLinesInColour() throws IOException {
        stand.go(new Place.LogPlace(run, failedJob));
        stand.await("Run the browser tests");
        stand.await("14 errors");
        inBothLooks("log");
    }

    private void inBothLooks(String name) throws IOException {
        for (Theme theme : Theme.values()) {
            stand.wear(theme);
            BufferedImage image =
                    stand.screenshot(name + "-" + theme.name().toLowerCase(Locale.ROOT));
            assertThat(colours(image)).as("colours of " + name).isGreaterThan(60);
        }
    }

    private static long colours(BufferedImage image) {
        return IntStream.range(0, image.getHeight())
                .flatMap(y -> IntStream.range(0, image.getWidth()).map(x -> image.getRGB(x, y)))
                .distinct()
                .count();
    }

    private final class WarningsHandler extends Handler {
        @Override
        public void publish(LogRecord logged) {
            // Tests have JavaFX on the class path; the launch script puts it on the module path.
            boolean ofTests = logged.getMessage().startsWith("Unsupported JavaFX configuration");
            if (logged.getLevel().intValue() >= Level.WARNING.intValue() && !ofTests) {
                warnings.add(logged.getLoggerName() + ": " + logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
