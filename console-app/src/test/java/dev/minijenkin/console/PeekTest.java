package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Space that is held shows the first error of a row, and takes it away when it is released.
class PeekTest extends ShopScreen {
    @Override
    protected void stock(ShopData shop) throws SQLException {
        shop.resets();
    }

    @Test
    void whatRepeatsIsFoldedAndUnfolded() throws SQLException, IOException {
        long job =
                Long.parseLong(
                        sql.rows("select max(id) from jobs where conclusion = 'failure'")
                                .getFirst());
        try (ShopData shop = new ShopData(database.configuration())) {
            List<String> lines = new ArrayList<>();
            IntStream.range(0, 3000).forEach(i -> lines.add("indexed batch " + i + " of 3000"));
            lines.add("the disk is nearly full");
            sql.execute("delete from job_logs where job_id = " + job);
            shop.log(job, lines);
        }
        long run = Long.parseLong(sql.rows("select run_id from jobs where id = " + job).getFirst());
        bench.go(new Place.LogPlace(new RunId(run), new JobId(job)));
        bench.awaitPart("3,001 lines");
        robot.push(KeyCode.D);
        bench.await("indexed batch … of … × 3,000");
        bench.screenshotInBothLooks("log-repetition");
        robot.push(KeyCode.D);
        bench.awaitThat("unfolded", () -> !bench.says("indexed batch … of … × 3,000"));
        bench.go(new Place.OverviewPlace());
    }

    @Test
    void theFirstErrorIsThereAsLongAsSpaceIsHeld() throws IOException {
        bench.go(new Place.RunsPlace("state:failure"));
        bench.awaitPart(" matches");
        robot.push(KeyCode.DOWN);
        bench.awaitThat(
                "a row is selected",
                () ->
                        bench.console().scene().getFocusOwner() instanceof SteadyList<?> list
                                && list.selected().isPresent());
        robot.press(KeyCode.SPACE);
        bench.awaitPart("The first error, in line 3");
        bench.await("java.net.SocketException: Connection reset by peer");
        bench.screenshotInBothLooks("peek");
        robot.release(KeyCode.SPACE);
        bench.awaitThat(
                "it is gone",
                () -> !bench.says("java.net.SocketException: Connection reset by peer"));

        bench.go(new Place.OverviewPlace());
        bench.awaitPart("Needs a person");
        assertThat(bench.says("java.net.SocketException: Connection reset by peer")).isFalse();
    }
}
