package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.db.RunId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;

/// Before a run is cancelled, the question says what that does to others.
class WhatIfTest extends ShopScreen {
    private long run;

    @Override
    protected void stock(ShopData shop) throws SQLException {
        run = shop.runs().open()[0];
        shop.runs().others();
        shop.runs().waiting();
        shop.fleet();
    }

    @Test
    void aCancelSaysWhatItFreesAndForWhom() throws SQLException, IOException {
        String running =
                sql.rows(
                                "select count(*) from jobs where state in ('claimed', 'running') and run_id = "
                                        + run)
                        .getFirst();
        bench.go(new Place.RunPlace(new RunId(run)));
        bench.awaitPart("jobs ended");
        robot.push(KeyCode.X);
        bench.await("What it does to others (nothing is written)");
        bench.awaitPart("Frees " + running + " slot");
        bench.screenshotInBothLooks("run-cancel");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void anotherPrioritySaysWhoMovesWhereBeforeItIsAskedFor() throws SQLException, IOException {
        String last = "select (q, xmin)::text from queue q order by job_id";
        List<String> before = sql.rows(last);
        bench.go(new Place.QueuePlace());
        bench.awaitPart("ios-archive");
        bench.selectRow("grouped", "ios-archive");
        robot.push(KeyCode.P);
        bench.await("What it does to others (nothing is written)");
        bench.awaitPart(" moves from place ");
        bench.awaitPart(" start");
        bench.screenshotInBothLooks("queue-prioritise");
        ConsoleBench.onFx(() -> {
            bench.frameOverlay().lookupAll(".toggle-button").stream()
                    .map(ToggleButton.class::cast)
                    .filter(button -> button.getText().startsWith("Usual"))
                    .forEach(ToggleButton::fire);
            return true;
        });
        bench.awaitPart(" stays at place ");
        robot.push(KeyCode.ESCAPE);
        assertThat(sql.rows(last)).isEqualTo(before);
        assertThat(
                        sql.rows(
                                "select count(*) from commands where kind = 'prioritise' and state = 'pending'"))
                .containsExactly("0");
    }

    @Test
    void aLimitSaysHowManyWouldWaitAndWhoPassesThem() throws SQLException, IOException {
        List<String> limits = sql.rows("select l::text from claim_limits l order by id");
        bench.go(new Place.ManagePlace());
        bench.await("Limits 2");
        bench.fire("Limits 2");
        bench.awaitPart("the label signing");
        robot.push(KeyCode.N);
        bench.await("New limit");
        ConsoleBench.onFx(() -> {
            bench.frameOverlay().lookupAll(".combo-box").stream()
                    .map(node -> (ComboBox<?>) node)
                    .forEach(box ->
                            box.getSelectionModel().select(box.getItems().indexOf("mobile-app")));
            bench.frameOverlay().lookupAll(".text-field").stream()
                    .map(TextField.class::cast)
                    .filter(field -> field.getParent() instanceof VBox)
                    .reduce((first, second) -> second)
                    .orElseThrow()
                    .setText("1");
            return true;
        });
        bench.awaitPart("4 are in the queue");
        bench.awaitPart(" of these would wait for the limit instead of none");
        bench.screenshotInBothLooks("manage-limit-what-if");
        robot.push(KeyCode.ESCAPE);
        assertThat(sql.rows("select l::text from claim_limits l order by id")).isEqualTo(limits);
    }
}
