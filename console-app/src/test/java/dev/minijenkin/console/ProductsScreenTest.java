package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.product.SavedArtifact;
import dev.minijenkin.db.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run left beside its logs, on its page.
class ProductsScreenTest extends ShopScreen {
    private RunId run = new RunId(0);
    private RunId bare = new RunId(0);

    @Override
    protected void stock(ShopData shop) throws SQLException {
        long[] ids = shop.runs().open();
        run = new RunId(ids[0]);
        shop.log(ids[1], Browser.log(50));
        shop.products().of(ids[0], ids[1]);
        bare = new RunId(shop.runs().wide());
    }

    @Test
    void thePanelSaysHowTestsWentWhatIsKeptAndWhatStepsTell() throws IOException {
        bench.go(new Place.RunPlace(run));
        bench.await("57 passed");
        bench.await("2 failed");
        bench.await("1 flaky");
        bench.await("web-dist");
        bench.await("2.4 MB");
        bench.await("traces-firefox-2");
        assertThat(bench.texts(".product-row .chip")).containsExactly("broken", "new", "flaky");
        bench.screenshotsOfAllSizes("run-products");
    }

    @Test
    void testsThatFailedComeFirstAndLeadToTheLogOfTheirJob() throws IOException {
        bench.go(new Place.OverviewPlace());
        bench.go(new Place.RunPlace(run));
        bench.await("57 passed");
        robot.push(KeyCode.K);
        bench.await("2 failed, 1 flaky of 63");
        bench.await("gallery.spec.ts:48");
        bench.awaitPart("at runTest (runner.js:210:14)");
        bench.await("failed 4 of 4 times lately");
        bench.screenshotsOfAllSizes("run-tests");
        assertThat(ConsoleBench.onFx(() -> tests().getItems().size())).isEqualTo(3);
        robot.push(KeyCode.DOWN);
        bench.await("gallery.spec.ts:71");
        robot.push(KeyCode.ENTER);
        bench.awaitThat(
                "the log of its job",
                () -> bench.console().navigator().placeProperty().get() instanceof Place.LogPlace);
        robot.push(KeyCode.ESCAPE);
        bench.await("1 of 13 jobs failed");
    }

    @Test
    void theSummaryIsShownLargeAndClosedAgain() throws IOException {
        bench.go(new Place.OverviewPlace());
        bench.go(new Place.RunPlace(run));
        bench.await("57 passed");
        robot.push(KeyCode.S);
        bench.await("Copy as Markdown");
        bench.awaitThat(
                "what is folded says what it is",
                () ->
                        bench.console().scene().getRoot().lookup(".summaries .md-toggle")
                                        instanceof Hyperlink toggle
                                && toggle.getText().equals("▸ How it was measured"));
        assertThat(bench.says("never run")).isFalse();
        bench.screenshotsOfAllSizes("run-summary");
        robot.push(KeyCode.ESCAPE);
        bench.awaitThat("the jobs are back", () -> !bench.says("Copy as Markdown"));
        assertThat(bench.console().navigator().placeProperty().get())
                .isEqualTo(new Place.RunPlace(run));
    }

    @Test
    void anArtifactIsSavedAsItWasKept(@TempDir Path folder) throws Exception {
        bench.go(new Place.OverviewPlace());
        bench.go(new Place.RunPlace(run));
        bench.await("web-dist");
        Path file = folder.resolve("web-dist.tar.gz");
        SavedArtifact.save(bench.console().scene(), "web-dist", file);
        bench.await("web-dist saved as " + file);
        assertThat(file).hasBinaryContent(ShopProducts.DIST);
    }

    @Test
    void aRunThatLeftNothingSaysSo() {
        bench.go(new Place.RunPlace(bare));
        bench.await("40 legs");
        robot.push(KeyCode.K);
        bench.await("No job of this attempt reported tests: mini-jenkin/test-report does");
        robot.push(KeyCode.S);
        bench.await("No step of this attempt wrote a summary");
        robot.push(KeyCode.ESCAPE);
        robot.push(KeyCode.O);
        bench.await("No job of this run has kept an artifact");
    }

    private ListView<?> tests() {
        return (ListView<?>) bench.console().scene().getRoot().lookup(".failed-tests");
    }
}
