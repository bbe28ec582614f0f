package dev.minijenkin.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.TestHome;
import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.cli.part.Said;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// `environment` against a server and a runner: one story of an environment.
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EnvironmentCommandTest {
    private static final String WAITING =
            "select id from jobs where name = 'ship' and state = 'waiting' and waiting_for = 'approval'";

    private ThrowAwayInstance instance;
    private Rows rows;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        instance = ThrowAwayInstance.start(TestHome.at(folder.resolve("home")), TestProgram.get());
        rows = new Rows(instance.configuration().dataSource());
        instance.startRunner("oak");
        GitFolder git = GitFolder.create(folder, "shop");
        git.pushWorkflow(
                """
                name: Deploy
                on: workflow_dispatch
                jobs:
                  ship:
                    environment: {name: prod, url: 'https://shop.example'}
                    runs-on: linux
                    steps: [{run: echo $DEPLOY_FENCE_TOKEN}]
                """);
        instance.register("shop", git.bare());
        rows.awaitCount(1, "commands where kind = 'refresh' and state = 'done'");
    }

    @AfterAll
    void stop() {
        rows.close();
        instance.close();
    }

    @Test
    @Order(1)
    void anAdministratorSetsRulesAndWhatIsWrongIsSaid() {
        assertThat(run("environment", "set", "shop", "prod", "--approvals", "1", "--refuse-older"))
                .isEqualTo(
                        new Said(
                                0,
                                "prod of shop: needs 1 approval of any operator; refuses older runs.\n"));
        assertThat(
                        run("environment", "set", "shop", "prod", "--branch", "main", "--tag", "v*")
                                .text())
                .contains(
                        "needs 1 approval of any operator; branches main; tags v*; refuses older");
        assertThat(
                        run(
                                        "environment",
                                        "set",
                                        "shop",
                                        "prod",
                                        "--branch",
                                        "",
                                        "--tag",
                                        "",
                                        "--no-refuse-older")
                                .text())
                .isEqualTo("prod of shop: needs 1 approval of any operator.\n");
        assertThat(set("--branch", "[").text()).contains("--branch: In the pattern '['");
        assertThat(set("--branch", "!x").text()).contains("patterns with ! take back");
        assertThat(set("--approvals", "11").text()).contains("--approvals takes 0 to 10");
        assertThat(set("--wait", "-1").text()).contains("--wait takes 0 to 43200 minutes");
        assertThat(set("--reviewer", "nobody_such").text())
                .contains("The database has no role nobody_such");
        assertThat(set("--reviewer", "pg_monitor", "--approvals", "0").text())
                .contains("nothing to review");
        assertThat(run("environment", "set", "nowhere", "prod").text())
                .contains("There is no repository \"nowhere\"");
        assertThat(run("environment", "show", "shop", "moon").text())
                .contains("shop has no environment \"moon\"");
        assertThat(run("environment", "approve").text()).contains("Which job?");
        assertThat(run("environment", "approve", "999999"))
                .isEqualTo(new Said(1, "mini-jenkin: There is no job 999999.\n"));
        assertThat(run("environment", "rollback", "shop", "prod").text())
                .contains("Nothing was deployed well to prod");
        assertThat(run("environment", "list").text()).contains("shop").contains("1 approval");
    }

    @Test
    @Order(2)
    void aJobIsApprovedAndDeploysAndTheHistoryKnowsWhoAndWhat() {
        String job = started();
        assertThat(run("environment", "show", "shop", "prod").text())
                .contains("Rules:    needs 1 approval of any operator")
                .contains("Deployed: nothing yet")
                .contains("ship of Deploy #1  Waits for approval at `prod`: 0 of 1 given");
        assertThat(run("explain", job).text()).contains("It needs 1 approval and has 0");

        assertThat(run("environment", "approve", job))
                .isEqualTo(new Said(0, "Approved: ship has all approvals of prod\n"));

        rows.awaitCount(1, "deployments where state = 'succeeded'");
        assertThat(run("environment", "history", "shop", "prod").text())
                .contains("succeeded")
                .contains("ship of Deploy #1")
                .contains("approved by postgres")
                .contains("https://shop.example");
        assertThat(run("environment", "show", "shop", "prod").text())
                .contains("ship of Deploy #1, since ");
    }

    @Test
    @Order(3)
    void aJobIsRejectedAndAnotherPassesByBrokenGlass() {
        String rejected = started();
        assertThat(run("environment", "reject", rejected, "--reason", "not now").text())
                .isEqualTo("ship: Rejected for prod by postgres: not now\n");
        rows.awaitCount(1, "deployments where state = 'rejected'");

        String job = started();
        assertThat(run("environment", "break-glass", job).status()).isNotZero();
        assertThat(run("environment", "break-glass", job, "--reason", "it burns").text())
                .contains("The glass of prod is broken");
        rows.awaitCount(2, "deployments where state = 'succeeded'");
        assertThat(run("environment", "history", "shop", "prod").text())
                .contains("the glass was broken by postgres: it burns")
                .contains("Rejected for prod by postgres: not now");
    }

    @Test
    @Order(4)
    void aTimerLetsAJobOnByItself() {
        set("--approvals", "0", "--wait", "1");
        assertThat(run("trigger", "shop").text()).startsWith("Started");
        String deployment = rows.awaitText("select id from deployments where state = 'waiting'");
        rows.execute(
                "update deployments set created_at = now() - interval '55 seconds' where id = "
                        + deployment);

        rows.awaitCount(3, "deployments where state = 'succeeded'");
        assertThat(
                        rows.text(
                                "select started_at - created_at >= interval '1 minute' from deployments where id = "
                                        + deployment))
                .isEqualTo("t");
    }

    @Test
    @Order(5)
    void aNamedDeploymentIsRolledBackTo() {
        set("--wait", "0");
        String first = rows.text("select min(id) from deployments where state = 'succeeded'");
        Said said =
                run("environment", "rollback", "shop", "prod", "--to", first, "--reason", "bad");
        assertThat(said.text()).startsWith("prod goes back to ship of Deploy #1 at ");
        assertThat(said.status()).isZero();
        rows.awaitCount(4, "deployments where state = 'succeeded'");
        assertThat(run("environment", "history", "shop", "prod", "--limit", "1").text())
                .contains("rolled back by postgres: bad");
    }

    private Said set(String... options) {
        List<String> all = new ArrayList<>(List.of("environment", "set", "shop", "prod"));
        all.addAll(List.of(options));
        return run(all.toArray(String[]::new));
    }

    /// Starts a run; the id of its job, which waits for approval.
    private String started() {
        assertThat(run("trigger", "shop").text()).startsWith("Started");
        return rows.awaitText(WAITING);
    }

    private Said run(String... arguments) {
        return Said.by(instance.configuration(), arguments);
    }
}
