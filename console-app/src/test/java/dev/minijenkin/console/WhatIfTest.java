package dev.minijenkin.console;

import dev.minijenkin.console.frame.Place;
import dev.minijenkin.db.RunId;
import java.io.IOException;
import java.sql.SQLException;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Before a run is cancelled, the question says what that does to others.
class WhatIfTest extends ShopScreen {
    private long run;

    @Override
    protected void stock(ShopData shop) throws SQLException {
        run = shop.runs().open()[0];
        shop.runs().others();
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
}
