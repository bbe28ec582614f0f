package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import java.io.IOException;
import java.sql.SQLException;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What came in and what goes out, and what a person does about it, as far as the database.
class DeliveriesScreenTest extends ShopScreen {
    private static final String SENT =
            """
            select c.kind || coalesce(' ' || d.delivery_key, '') || coalesce(': ' || c.reason, '')
            from commands c left join hook_deliveries d on d.id = (c.arguments ->> 'delivery')::bigint
            where c.state = 'pending' order by c.id
            """;

    @Override
    protected void stock(ShopData shop) throws SQLException {
        shop.deliveries();
    }

    @BeforeEach
    void look() {
        bench.go(new Place.DeliveriesPlace());
        bench.await("Failed 1");
        bench.fire("Came in");
        bench.await("pull_request of checkout");
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
    void eachSaysWhatCameOfIt() throws IOException {
        bench.awaitPart("Started ci #45");
        bench.awaitPart("Started nothing: no workflow under .mini-jenkin/workflows asks for it");
        bench.awaitPart("Tried again in ");
        bench.awaitPart("came once more and was not counted");
        bench.selectRow("grouped", "pull_request of checkout");
        bench.await("{\"number\": 12}");
        bench.await("circuit open for 3 min yet, after 6 failures in a row");
        bench.screenshotsOfAllSizes("deliveries");
    }

    @Test
    void whatFailedIsRedelivered() throws SQLException {
        bench.selectRow("grouped", "push of docs");
        assertThat(bench.refusal("Redeliver…"))
                .isEqualTo("Only what came in and failed is redelivered");
        bench.selectRow("grouped", "pull_request of checkout");
        robot.push(KeyCode.D);
        bench.await("Redeliver the pull_request of checkout?");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Redelivery of the pull_request of checkout");
        assertThat(sql.rows(SENT)).containsExactly("redeliver d3");
    }

    @Test
    void whatEndedIsReplayedWithAReason() throws SQLException {
        bench.selectRow("grouped", "push of shop-web, from GitHub");
        robot.push(KeyCode.R);
        bench.awaitPart("Replay the push of shop-web?");
        robot.push(KeyCode.ENTER);
        bench.awaitThat("a reason is wanted", () -> bench.frameOverlay().showing());
        robot.write("the tag was moved");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Replay of the push of shop-web");
        assertThat(sql.rows(SENT)).containsExactly("replay d1: the tag was moved");
        bench.selectRow("grouped", "schedule of recommender");
        assertThat(bench.refusal("Replay…")).contains("has ended");
    }

    @Test
    void deadLettersAreSentAgainInTheirOrder() throws SQLException, IOException {
        bench.fire("Dead letters 2");
        bench.await("infra / ci #151 failed");
        bench.selectRow("grouped", "infra / ci #150 failed");
        bench.await("Tries");
        robot.push(KeyCode.SPACE);
        bench.selectRow("grouped", "infra / ci #151 failed");
        robot.push(KeyCode.SPACE);
        bench.await("2 marked");
        bench.screenshotsOfAllSizes("deliveries-dead");
        robot.push(KeyCode.S);
        bench.await("Resend 2 messages?");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Resending 2 messages");
        assertThat(
                        sql.rows(
                                "select c.kind || ' ' || (select string_agg(w.body ->> 'title', ', ' order by n) from"
                                        + " jsonb_array_elements_text(c.arguments -> 'messages') with ordinality m(id, n)"
                                        + " join webhooks_outbox w on w.id = m.id::bigint) from commands c"))
                .containsExactly("resend infra / ci #150 failed, infra / ci #151 failed");
    }

    @Test
    void enterLeadsToTheRunThatItStarted() {
        bench.selectRow("grouped", "push of shop-web, from GitHub");
        robot.push(KeyCode.ENTER);
        bench.awaitThat(
                "the page of the run",
                () -> bench.console().navigator().placeProperty().get() instanceof Place.RunPlace);
    }
}
