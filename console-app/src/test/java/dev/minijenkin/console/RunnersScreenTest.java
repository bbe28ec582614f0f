package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import java.io.IOException;
import java.sql.SQLException;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Runners, and what a person does about them, as far as the database.
class RunnersScreenTest extends ShopScreen {
    private static final String SENT =
            "select kind || ' ' || (arguments ->> 'runner') || coalesce(': ' || reason, '') from commands"
                    + " where state = 'pending' order by id";

    @Override
    protected void stock(ShopData shop) throws SQLException {
        shop.runs().open();
        shop.runs().others();
        shop.fleet();
    }

    @BeforeEach
    void look() {
        bench.go(new Place.RunnersPlace());
        bench.await("5 of 6 online");
    }

    /// Nothing of a test is left to the next one.
    @AfterEach
    void leave() throws SQLException {
        bench.quiet();
        robot.push(KeyCode.ESCAPE);
        bench.go(new Place.OverviewPlace());
        sql.execute("delete from commands where state = 'pending'");
    }

    @Test
    void eachSaysWhatItDoesAndWhatKeepsIt() throws IOException {
        bench.await("Silent");
        bench.await("Draining");
        bench.await("tomasz drains it: the Xcode update, back at 14:45");
        bench.await("3 jobs wait for it");
        bench.awaitPart("Nothing heard for 14 min");
        bench.await("e2e (webkit, 1/2)");
        bench.awaitPart(" of 1:35");
        bench.selectRow("grouped", "oak-04, online");
        bench.screenshotsOfAllSizes("runners");
    }

    @Test
    void aDrainSaysFirstWhatItDoesToOthers() throws SQLException, IOException {
        bench.selectRow("grouped", "oak-01, online");
        robot.push(KeyCode.D);
        bench.await("Drain oak-01?");
        bench.awaitPart("Slots that take jobs go from 16 to 12.");
        robot.write("kernel 6.12");
        bench.screenshotsOfAllSizes("runners-drain");
        robot.push(KeyCode.ENTER);
        bench.await("Draining oak-01 was asked for");
        assertThat(sql.rows(SENT)).containsExactly("drain oak-01: kernel 6.12");
    }

    @Test
    void aDrainMayBeGivenForLater() throws SQLException, IOException {
        bench.selectRow("grouped", "oak-01, online");
        robot.push(KeyCode.D);
        bench.await("Drain oak-01?");
        robot.write("kernel 6.12");
        robot.push(KeyCode.TAB);
        robot.write("soon");
        assertThat(bench.refusal("Drain"))
                .isEqualTo("\"soon\" is no time: write 22:00, 30m, 2h or 1d");
        for (int i = 0; i < "soon".length(); i++) {
            robot.push(KeyCode.BACK_SPACE);
        }
        robot.write("2h");
        bench.screenshotInBothLooks("runners-drain-later");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Draining oak-01 is due ");
        assertThat(
                        sql.rows(
                                "select kind from commands where state = 'pending'"
                                        + " and due_at between now() + interval '119 minutes' and now() + interval '2 hours'"))
                .containsExactly("drain");
    }

    @Test
    void severalAreDrainedTogether() throws SQLException {
        for (String name : new String[] {"oak-01", "oak-02", "oak-03", "oak-04"}) {
            bench.selectRow("grouped", name + ", online");
            robot.push(KeyCode.SPACE);
        }
        bench.await("4 marked");
        robot.push(KeyCode.D);
        bench.await("Drain 4 runners?");
        bench.awaitPart("1 job in the queue would have no runner until they are back.");
        robot.push(KeyCode.ENTER);
        bench.await("Draining 4 runners was asked for");
        assertThat(sql.rows(SENT))
                .containsExactly("drain oak-01", "drain oak-02", "drain oak-03", "drain oak-04");
    }

    @Test
    void onlyWhatIsDrainedIsResumed() throws SQLException {
        bench.selectRow("grouped", "oak-01, online");
        assertThat(bench.refusal("Resume…")).isEqualTo("It is not drained");
        bench.selectRow("grouped", "cedar-mac-01, Draining");
        assertThat(bench.refusal("Drain…")).isEqualTo("It takes no jobs already");
        robot.push(KeyCode.U);
        bench.await("Resume cedar-mac-01?");
        robot.push(KeyCode.ENTER);
        bench.await("Resuming cedar-mac-01 was asked for");
        assertThat(sql.rows(SENT)).containsExactly("resume cedar-mac-01");
    }

    @Test
    void onlyASilentOneIsForgottenAndThatCanBeTakenBack() throws SQLException {
        bench.selectRow("grouped", "oak-01, online");
        robot.push(KeyCode.X);
        bench.await("Only a silent runner is forgotten: this one is heard");
        bench.selectRow("grouped", "elm-gpu-01, Silent");
        robot.push(KeyCode.X);
        bench.await("Forget elm-gpu-01?");
        robot.push(KeyCode.ENTER);
        bench.await("Forgetting elm-gpu-01");
        assertThat(sql.rows(SENT)).containsExactly("forget elm-gpu-01");
        robot.push(KeyCode.ESCAPE);
        bench.await("Forgetting elm-gpu-01 was taken back");
        assertThat(sql.rows(SENT)).isEmpty();
    }

    @Test
    void nothingIsDoneToTheRunnerOfAJobThatIsSelected() {
        bench.selectRow("grouped", "integration of shop-api");
        robot.push(KeyCode.D);
        bench.await("Nothing can be done with this row: choose another one");
        robot.push(KeyCode.ENTER);
        bench.awaitThat(
                "its page",
                () -> bench.console().navigator().placeProperty().get() instanceof Place.JobPlace);
    }
}
