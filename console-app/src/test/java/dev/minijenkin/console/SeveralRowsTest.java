package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Several rows are chosen and acted on at once, in each list that has actions.
class SeveralRowsTest extends ShopScreen {
    @Override
    protected void stock(ShopData shop) throws SQLException {
        shop.troubles();
        shop.fleet();
        shop.runs().others();
        shop.runs().open();
        shop.deliveries();
    }

    @AfterEach
    void forget() throws SQLException {
        bench.quiet();
        sql.execute("delete from commands where state = 'pending'");
    }

    @Test
    void runsAreCancelledTogetherAndTheOthersAreNamed() throws SQLException, IOException {
        bench.go(new Place.OverviewPlace());
        bench.go(new Place.RunsPlace(""));
        bench.await("Speed up product gallery images");
        List<String> open =
                sql.rows("select id from pipeline_runs where state <> 'finished' order by id desc");
        robot.push(KeyCode.HOME);
        for (int i = 0; i < open.size(); i++) {
            robot.push(KeyCode.SHIFT, KeyCode.DOWN);
        }
        bench.await((open.size() + 1) + " marked");
        bench.screenshotInBothLooks("runs-marked");
        robot.push(KeyCode.X);
        bench.await("Cancel " + open.size() + " runs?");
        bench.awaitPart("Left out, of " + (open.size() + 1) + " marked:");
        bench.awaitPart(": The run has ended");
        bench.screenshotInBothLooks("runs-marked-question");
        // What comes meanwhile is not acted on.
        sql.execute(
                """
                insert into pipeline_runs (pipeline_id, repository_id, number, state, title, event, ref, commit_sha,
                    commit_title, commit_author, actor)
                select pipeline_id, repository_id, 9001, 'queued', 'Comes later', event, ref, commit_sha, 'a', 'a', 'a'
                from pipeline_runs order by id desc limit 1
                """);
        robot.write("a hotfix");
        bench.fire("Cancel " + open.size() + " runs");
        bench.awaitThat(
                "the commands are sent",
                () -> !sql.rows("select id from commands where state = 'pending'").isEmpty());
        assertThat(
                        sql.rows(
                                "select run_id from commands where kind = 'cancel' and reason = 'a hotfix'"
                                        + " order by run_id desc"))
                .isEqualTo(open);
        sql.execute("delete from pipeline_runs where number = 9001");
        bench.go(new Place.OverviewPlace());
    }

    @Test
    void whatIsChosenByCtrlAIsAllThatIsShown() {
        bench.go(new Place.RunnersPlace());
        bench.await("cedar-mac-01");
        ConsoleBench.onFx(() -> {
            list("runner-rows").requestFocus();
            return true;
        });
        robot.push(KeyCode.CONTROL, KeyCode.A);
        bench.await("6 marked");
        robot.push(KeyCode.D);
        bench.await("Drain 5 runners?");
        bench.awaitPart("cedar-mac-01: it takes no jobs already");
        robot.push(KeyCode.ESCAPE);
        robot.push(KeyCode.ESCAPE);
        bench.awaitThat("no mark is left", () -> !bench.says("6 marked"));
    }

    @Test
    void whatNeedsAPersonIsTriedTogether() throws SQLException, IOException {
        bench.go(new Place.RunsPlace(""));
        bench.go(new Place.OverviewPlace());
        bench.await("docs does not answer");
        ConsoleBench.onFx(() -> {
            ListView<?> attentions =
                    (ListView<?>) bench.console().scene().getRoot().lookup("#attentions");
            attentions.requestFocus();
            return true;
        });
        robot.push(KeyCode.CONTROL, KeyCode.A);
        bench.awaitPart(" marked");
        bench.screenshotInBothLooks("overview-marked");
        robot.push(KeyCode.T);
        bench.await("Try now: docs does not answer?");
        bench.awaitPart("it is no git host that is away");
        robot.write("it is back");
        bench.fire("Try now");
        bench.awaitThat(
                "the command is sent",
                () ->
                        !sql.rows(
                                        "select id from commands where kind = 'refresh' and reason = 'it is back'")
                                .isEmpty());
        assertThat(sql.rows("select kind from commands where reason = 'it is back'"))
                .containsExactly("refresh");
    }

    @Test
    void deliveriesAndTheQueueAreMarkedTheSameWay() {
        bench.go(new Place.DeliveriesPlace());
        bench.await("pull_request of checkout");
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.SHIFT, KeyCode.DOWN);
        bench.await("2 marked");
        robot.push(KeyCode.ESCAPE);
        bench.go(new Place.QueuePlace());
        bench.awaitPart(" wait");
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.CONTROL, KeyCode.A);
        bench.awaitPart(" marked");
        robot.push(KeyCode.H);
        bench.awaitPart(" that wait?");
        robot.push(KeyCode.ESCAPE);
        robot.push(KeyCode.ESCAPE);
    }

    private ListView<?> list(String styleClass) {
        return (ListView<?>) bench.console().scene().getRoot().lookup("." + styleClass);
    }
}
