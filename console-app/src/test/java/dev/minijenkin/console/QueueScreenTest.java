package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import java.io.IOException;
import java.sql.SQLException;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What waits, and what a person does about it, as far as the database.
class QueueScreenTest extends ShopScreen {
    @Override
    protected void stock(ShopData shop) throws SQLException {
        shop.runs().open();
        shop.runs().others();
        shop.runs().waiting();
    }

    @BeforeEach
    void look() {
        bench.go(new Place.QueuePlace());
        ConsoleBench.onFx(() -> {
            bench.console().scene().getRoot().lookup(".grouped").requestFocus();
            return true;
        });
        robot.push(KeyCode.HOME);
        bench.await("No runner has the label gpu");
    }

    /// Nothing of a test is left to the next one.
    @AfterEach
    void leave() throws SQLException {
        bench.quiet();
        robot.push(KeyCode.ESCAPE);
        bench.go(new Place.OverviewPlace());
        sql.execute("delete from commands");
    }

    @Test
    void whatMustHappenNextComesFirstAndEachSaysWhy() throws IOException {
        assertThat(bench.texts(".group-head .medium"))
                .containsExactly(
                        "No runner can take it",
                        "Waits for a person",
                        "Waits for a deployment lock",
                        "Waits for its turn or its time",
                        "Waits for a limit",
                        "Waits for a slot");
        bench.await("elm-gpu-01 is silent");
        bench.await("Held by ana");
        bench.await("after the flash sale ends at 15:00");
        bench.await("The limit of checkout is full");
        bench.await("Waits for #211 of the group pages");
        bench.selectRow("grouped", "train");
        bench.awaitPart("cannot begin now: who has its labels is silent");
        bench.await("has no label gpu");
        bench.awaitPart("is silent for 14 min");
        bench.await("1 of 1, full");
        bench.screenshotsOfAllSizes("queue");
    }

    @Test
    void oneThatIsSelectedIsHeldWithAReason() throws SQLException {
        bench.selectRow("grouped", "ios-archive");
        robot.push(KeyCode.H);
        bench.awaitPart("Hold ios-archive of mobile-app / ci #97");
        robot.write("wait for the certificate");
        robot.push(KeyCode.ENTER);

        bench.awaitPart("was asked for");
        assertThat(
                        sql.rows(
                                "select c.kind || ' ' || j.name || ' ' || c.reason from commands c join jobs j on j.id = c.job_id"))
                .containsExactly("hold ios-archive wait for the certificate");
    }

    @Test
    void severalAreCancelledAtOnceAndTakenBack() throws SQLException, IOException {
        bench.selectRow("grouped", "No runner can take it");
        robot.push(KeyCode.SPACE);
        bench.await("3 marked");
        bench.screenshotsOfAllSizes("queue-marked");
        robot.push(KeyCode.X);
        bench.await("Cancel 3 that wait?");
        robot.push(KeyCode.ENTER);

        bench.await("Cancelling 3 that wait");
        assertThat(
                        sql.rows(
                                "select count(*) || ' ' || bool_and(next_try_at > created_at) || ' ' || count(distinct job_id)"
                                        + " from commands where kind = 'cancel' and state = 'pending'"))
                .containsExactly("3 true 3");
        robot.push(KeyCode.ESCAPE);
        bench.await("Cancelling 3 that wait was taken back");
        assertThat(sql.rows("select distinct state from commands")).containsExactly("withdrawn");
        bench.awaitThat("the marks stay until they are taken away", () -> bench.says("3 marked"));
        robot.push(KeyCode.ESCAPE);
        bench.awaitThat("no mark", () -> !bench.says("3 marked"));
    }

    @Test
    void onlyWhatIsHeldIsReleased() throws SQLException {
        bench.selectRow("grouped", "ios-archive");
        robot.push(KeyCode.U);
        bench.await("It is not held");
        assertThat(bench.refusal("Release…")).isEqualTo("It is not held");

        bench.selectRow("grouped", "load-test");
        assertThat(bench.refusal("Hold…")).isEqualTo("It is held already");
        robot.push(KeyCode.U);
        bench.await("Release load-test of infra / deploy #31?");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Release of load-test");
        assertThat(
                        sql.rows(
                                "select c.kind || ' ' || j.name from commands c join jobs j on j.id = c.job_id"))
                .containsExactly("release load-test");
    }

    @Test
    void aRunIsServedEarlier() throws SQLException {
        bench.selectRow("grouped", "visual");
        robot.push(KeyCode.P);
        bench.await("Prioritise shop-web / ci #1287?");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Another priority of shop-web / ci #1287");
        assertThat(
                        sql.rows(
                                "select c.kind || ' ' || (c.arguments ->> 'priority') || ' #' || r.number from commands c"
                                        + " join pipeline_runs r on r.id = c.run_id"))
                .containsExactly("prioritise 0 #1287");
    }

    @Test
    void aWholeRunThatWaitsIsHeldAsAWhole() throws SQLException {
        bench.selectRow("grouped", "docs / ci #212");
        robot.push(KeyCode.H);
        bench.await("Hold docs / ci #212?");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Holding docs / ci #212");
        assertThat(
                        sql.rows(
                                "select c.kind || ' #' || r.number || coalesce(' job ' || c.job_id, '') from commands c"
                                        + " join pipeline_runs r on r.id = c.run_id"))
                .containsExactly("hold #212");
    }

    @Test
    void groupsFoldAndOneIsShownAlone() {
        bench.selectRow("grouped", "train");
        robot.push(KeyCode.LEFT);
        bench.awaitThat("folded", () -> !bench.says("No runner has the label gpu"));
        robot.push(KeyCode.RIGHT);
        bench.await("No runner has the label gpu");
        bench.fire("Person 2");
        bench.awaitThat("persons alone", () -> !bench.says("No runner has the label gpu"));
        assertThat(bench.texts(".group-head .medium")).containsExactly("Waits for a person");
        bench.fire("All");
        bench.await("No runner has the label gpu");
    }

    @Test
    void enterLeadsToTheJob() {
        bench.selectRow("grouped", "load-test");
        robot.push(KeyCode.ENTER);
        bench.awaitThat(
                "the page of its run",
                () -> bench.console().navigator().placeProperty().get() instanceof Place.JobPlace);
    }
}
