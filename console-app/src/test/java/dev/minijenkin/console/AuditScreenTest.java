package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who gave which command, and taking back what is due, as far as the database.
class AuditScreenTest extends ShopScreen {
    @Override
    protected void stock(ShopData shop) throws SQLException {
        shop.commands();
    }

    @BeforeEach
    void look() {
        bench.go(new Place.AuditPlace());
        bench.await("Due 2");
        bench.awaitPart("oak-02");
    }

    /// Nothing of a test is left to the next one.
    @AfterEach
    void leave() throws SQLException {
        bench.quiet();
        robot.push(KeyCode.ESCAPE);
        bench.fire("All");
        bench.go(new Place.OverviewPlace());
        sql.execute(
                "update commands set state = 'pending', outcome = null, executed_at = null"
                        + " where state = 'withdrawn' and reason = 'Kernel 6.12'");
    }

    @Test
    void whatIsDueStandsOnTopAndTheOthersByTheDay() throws IOException {
        assertThat(bench.texts(".group-head .medium"))
                .as("what is due, the last minute, the day before")
                .startsWith("Due")
                .hasSizeBetween(3, 4);
        bench.await("Only release managers may free it");
        bench.awaitPart("Due in ");
        bench.selectRow("audit", "Drain oak-02");
        bench.screenshotsOfAllSizes("audit");
    }

    @Test
    void whatIsDueIsTakenBack() throws SQLException {
        bench.selectRow("audit", "Drain oak-02");
        robot.push(KeyCode.T);
        bench.await("Drain oak-02 was taken back");
        bench.await("Due 1");
        assertThat(sql.rows("select state || ' ' || kind from commands where state = 'withdrawn'"))
                .contains("withdrawn drain");
    }

    @Test
    void whatIsCarriedOutIsNotTakenBack() throws SQLException {
        List<String> before = sql.rows("select id || state from commands order by id");
        bench.selectRow("audit", "Approve");
        assertThat(bench.refusal("Take back")).startsWith("It is not due any more");
        robot.push(KeyCode.T);
        bench.awaitPart("It is not due any more");
        assertThat(sql.rows("select id || state from commands order by id")).isEqualTo(before);
    }

    @Test
    void kindsAndTheFilterShowSomeAlone() {
        bench.fire("Refused or failed 2");
        bench.awaitRows("audit", 4);
        bench.fire("All");
        robot.write("/");
        robot.write("by:lars command:free-lock");
        bench.awaitRows("audit", 2);
        bench.await("Only release managers may free it");
        robot.push(KeyCode.ESCAPE);
        bench.await("Due 2");
        robot.write("/");
        robot.write("outcome:splendid");
        bench.awaitPart("outcome: is one of pending, done");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void enterLeadsToWhatItIsAbout() {
        bench.selectRow("audit", "Cancel shop-web");
        robot.push(KeyCode.ENTER);
        bench.awaitThat(
                "the page of the run",
                () -> bench.console().navigator().placeProperty().get() instanceof Place.RunPlace);
    }
}
