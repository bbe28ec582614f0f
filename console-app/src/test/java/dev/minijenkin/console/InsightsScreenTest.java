package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.db.view.insight.PipelineInsight;
import java.io.IOException;
import java.sql.SQLException;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How pipelines do, and the way from each figure to its runs.
class InsightsScreenTest extends ShopScreen {
    @Override
    protected void stock(ShopData shop) throws SQLException {
        shop.days();
        shop.fleet();
    }

    @BeforeEach
    void look() {
        bench.go(new Place.InsightsPlace());
        bench.fire("30 days");
        bench.awaitRows("insights", 9);
        bench.awaitPart("docs/ci");
    }

    @AfterEach
    void leave() {
        bench.quiet();
        bench.go(new Place.OverviewPlace());
    }

    @Test
    void whatBecameWorseComesFirstAndSaysSo() throws IOException {
        assertThat(bench.texts(".insights .medium")).startsWith("checkout/ci", "shop-web/ci");
        bench.selectRow("insights", "shop-web/ci");
        bench.awaitPart("It is slower: ");
        bench.await("Slowest jobs");
        bench.await("Waiting for a runner, by label");
        assertThat(bench.texts(".detail-section .label"))
                .as("the slowest comes first")
                .containsSubsequence("Slowest jobs", "integration", "unit", "e2e");
        bench.screenshotsOfAllSizes("insights");
        bench.selectRow("insights", "checkout/ci");
        bench.awaitPart("It fails more often: ");
        bench.selectRow("insights", "docs/ci");
        bench.await("As in the 30 days before.");
    }

    @Test
    void aFigureLeadsToTheRunsThatItIsToldFrom() {
        bench.selectRow("insights", "docs/ci");
        robot.push(KeyCode.ENTER);
        bench.awaitThat(
                "its runs",
                () -> place().equals(new Place.RunsPlace("pipeline:docs/ci since:30d")));
        bench.await("45 matches");
        bench.go(new Place.InsightsPlace());
        bench.selectRow("insights", "docs/ci");
        bench.settled(scene -> true);
        ConsoleBench.onFx(() -> {
            bench.console().scene().getRoot().lookupAll(".button").stream()
                    .map(Button.class::cast)
                    .filter(button -> String.valueOf(button.getText()).endsWith(" that failed"))
                    .forEach(Button::fire);
            return true;
        });
        bench.awaitThat(
                "those that failed",
                () ->
                        place().equals(
                                        new Place.RunsPlace(
                                                "pipeline:docs/ci since:30d state:failure")));
    }

    @Test
    void otherDaysAreShownByKeys() {
        robot.push(KeyCode.DIGIT1);
        bench.awaitThat("a week", () -> first().contains("%") && days() == 7);
        robot.push(KeyCode.DIGIT3);
        bench.awaitThat("a quarter", () -> days() == 90);
    }

    private String first() {
        return String.valueOf(list().lookup(".list-cell").getAccessibleText());
    }

    private int days() {
        return ((PipelineInsight) list().getItems().getFirst()).days().size();
    }

    private ListView<?> list() {
        return (ListView<?>) bench.console().scene().getRoot().lookup(".insights");
    }

    private Place place() {
        return bench.console().navigator().placeProperty().get();
    }
}
