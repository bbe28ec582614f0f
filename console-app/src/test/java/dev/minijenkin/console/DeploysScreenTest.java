package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import java.io.IOException;
import java.sql.SQLException;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Environments, and what a person does about them, as far as the database.
class DeploysScreenTest extends ShopScreen {
    private static final String SENT =
            """
            select c.kind || coalesce(' ' || j.name || ' #' || r.number, '') || coalesce(' ' || (c.arguments ->> 'environment'), '')
                || coalesce(': ' || c.reason, '')
            from commands c left join jobs j on j.id = c.job_id left join pipeline_runs r on r.id = j.run_id
            where c.state = 'pending' order by c.id
            """;

    @Override
    protected void stock(ShopData shop) throws SQLException {
        shop.fleet();
        shop.runs().deploys();
    }

    @BeforeEach
    void look() {
        bench.go(new Place.DeploysPlace());
        bench.await("4 environments");
    }

    /// Nothing of a test is left to the next one.
    @AfterEach
    void leave() throws SQLException {
        bench.quiet();
        bench.go(new Place.OverviewPlace());
        sql.execute("delete from commands where state = 'pending'");
    }

    @Test
    void eachSaysWhoHasItsLockWithWhichTokenAndWhoWaits() throws IOException {
        bench.selectRow("grouped", "production of shop-web, ");
        bench.awaitPart("with token 1211, on oak-03, which is not connected.");
        bench.await("1 approval by release_managers");
        bench.await("Needs 1 approval of release_managers");
        bench.await("Waits for the lock");
        bench.await("History");
        bench.screenshotsOfAllSizes("deploys");
        bench.selectRow("grouped", "cdn-edge of infra");
        bench.awaitPart("Nobody gets the lock, because deploy of edge #88 failed");
    }

    @Test
    void whoWaitsIsApproved() throws SQLException, IOException {
        bench.selectRow("grouped", "deploy-preview of shop-web / deploy #428");
        bench.screenshotsOfAllSizes("deploys-waiting");
        robot.push(KeyCode.P);
        bench.await("Approve deploy-preview of shop-web / deploy #428?");
        robot.write("looks well");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Approval of deploy-preview");
        assertThat(sql.rows(SENT)).containsExactly("approve deploy-preview #428: looks well");
    }

    @Test
    void whoWaitsIsRejectedAndThatCanBeTakenBack() throws SQLException {
        bench.selectRow("grouped", "deploy-preview of shop-web / deploy #428");
        robot.push(KeyCode.D);
        bench.await("Reject deploy-preview of shop-web / deploy #428?");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Rejection of deploy-preview");
        assertThat(sql.rows(SENT)).containsExactly("reject deploy-preview #428");
        robot.push(KeyCode.ESCAPE);
        bench.awaitPart("was taken back");
        assertThat(sql.rows(SENT)).isEmpty();
    }

    @Test
    void whoIsNoReviewerIsToldWhoIs() {
        bench.selectRow("grouped", "deploy-production of shop-web / deploy #427");
        assertThat(bench.refusal("Approve…"))
                .isEqualTo("You are none of the reviewers of production: release_managers");
        bench.selectRow("grouped", "deploy-production of shop-web / deploy #426");
        assertThat(bench.refusal("Approve…")).isEqualTo("It waits for no approval");
        assertThat(bench.refusal("Break the glass…"))
                .isEqualTo("No rule keeps it: it waits for its turn");
    }

    @Test
    void theGlassIsBrokenWithAReasonAndNotWithoutOne() throws SQLException, IOException {
        bench.selectRow("grouped", "deploy-production of shop-web / deploy #427");
        robot.push(KeyCode.B);
        bench.await("Break the glass for deploy-production of shop-web / deploy #427?");
        robot.push(KeyCode.ENTER);
        bench.awaitThat("it is still asked", () -> bench.frameOverlay().showing());
        assertThat(bench.refusal("Break the glass")).isEqualTo("It is not done without a reason");
        robot.write("the shop is down");
        bench.screenshotInBothLooks("deploys-glass");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Breaking the glass for deploy-production");
        assertThat(sql.rows(SENT))
                .containsExactly("break_glass deploy-production #427: the shop is down");
    }

    @Test
    void aKeptLockIsFreedWithAReasonAndAHeldOneIsNot() throws SQLException {
        bench.selectRow("grouped", "production of shop-web, ");
        robot.push(KeyCode.F);
        bench.awaitPart("A job deploys: cancel it");
        bench.selectRow("grouped", "cdn-edge of infra");
        robot.push(KeyCode.F);
        bench.await("Free cdn-edge of infra?");
        robot.write("the edge is well");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Freeing cdn-edge of infra");
        assertThat(sql.rows(SENT)).containsExactly("free_environment cdn-edge: the edge is well");
    }

    @Test
    void whatWasDeployedWellBeforeIsDeployedAgain() throws SQLException {
        bench.selectRow("grouped", "preview of shop-web, ");
        bench.await("History");
        robot.push(KeyCode.R);
        bench.awaitPart("Roll back preview of shop-web to ");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Rolling back preview of shop-web to ");
        assertThat(sql.rows(SENT)).containsExactly("roll_back preview");
        assertThat(
                        sql.rows(
                                "select d.state from commands c join deployments d on d.id = (c.arguments ->> 'deployment')::bigint"))
                .containsExactly("succeeded");
    }

    @Test
    void whoWaitsIsHeldWhileOthersPass() throws SQLException {
        bench.selectRow("grouped", "deploy-production of shop-web / deploy #426");
        robot.push(KeyCode.U);
        bench.await("It is not held");
        robot.push(KeyCode.H);
        bench.await("Hold deploy-production of shop-web / deploy #426?");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Holding deploy-production");
        assertThat(sql.rows(SENT)).containsExactly("hold deploy-production #426");
    }
}
