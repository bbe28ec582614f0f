package dev.minijenkin.cli.wish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.TestHome;
import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.cli.part.Said;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What people send by the command line to move the queue, against a server that runs and without a
/// runner: jobs wait.
@TestInstance(Lifecycle.PER_CLASS)
class QueueCommandsTest {
    private ThrowAwayInstance instance;
    private Rows rows;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        instance = ThrowAwayInstance.start(TestHome.at(folder.resolve("home")), TestProgram.get());
        rows = new Rows(instance.configuration().dataSource());
        GitFolder git = GitFolder.create(folder, "shop");
        git.pushWorkflow(
                """
                name: Deploy
                on: workflow_dispatch
                jobs: {a: {runs-on: nowhere, steps: [{run: echo}]}}
                """);
        instance.register("shop", git.bare());
        rows.awaitCount(1, "commands where kind = 'refresh' and state = 'done'");
    }

    @AfterAll
    void stop() {
        instance.close();
    }

    @Test
    void aRunIsHeldPrioritisedReleasedCancelledAndRunAgain() {
        String run = triggered();
        String job = rows.text("select id from jobs where run_id = ?", Long.valueOf(run));

        said(0, "The run is held: 1 job left the queue", "hold", run, "--reason", "too early");
        said(1, "The run is held already", "hold", run);
        assertThat(run("status").text()).contains("is held by", ": too early");
        assertThat(run("explain", job).text()).contains("Its run is held by", "too early");
        said(1, "is held with its run: release the run", "release", "--job", job);
        said(0, "The run has priority 7, and had 50", "prioritise", run, "7");
        said(1, "A priority is a number from 0", "prioritize", run, "100");
        said(0, "The run goes on", "release", run);
        assertThat(run("status").text())
                .contains("cannot begin: no runner that is online and takes jobs has nowhere");
        assertThat(run("explain", job).text())
                .contains("can never begin as it is: no runner has the label nowhere");
        said(0, "The job a is held", "hold", "--job", job);
        said(0, "Cancelled: 1 job ended", "cancel", run);
        said(1, "The run has ended already", "hold", run);
        said(0, "Attempt 2: 1 job again", "rerun", run);
        said(1, "The run has not ended yet", "rerun", run, "--failed");
        said(0, "Cancelled: 1 job ended", "cancel", run);
        assertThat(run("commands", "--run", run).text())
                .contains("prioritise", "release", "too early", "The run is held already")
                .contains("refused", "done");
    }

    @Test
    void whatIsNotClearIsAskedForAndNothingIsSent() {
        int sent = rows.count("commands");
        said(1, "Give the id of a run, or --job", "hold");
        said(1, "Give the id of a run, or --job", "cancel", "1", "--job", "2");
        said(1, "'yesterday' is no time", "hold", "1", "--at", "yesterday");
        said(1, "is past: it is", "hold", "1", "--at", "2020-01-01T00:00:00Z");
        said(1, "too far away: at most 400 days", "hold", "1", "--at", "500d");
        said(1, "leave it out with --job", "rerun", "--job", "1", "--failed");
        said(1, "There is no run 999999.", "hold", "999999");
        said(1, "There is no run 999999.", "cancel", "999999", "--at", "2h");
        said(1, "There is no job 999999.", "rerun", "--job", "999999");
        said(2, "'first' is no number", "hold", "first");
        assertThat(rows.count("commands")).isEqualTo(sent);
    }

    @Test
    void aCommandForLaterIsListedAndTakenBackOrCarriedOut() {
        String run = triggered();
        Said kept = run("cancel", run, "--at", "2h", "--reason", "no use any more");
        assertThat(kept.text()).contains("Kept as command ", "and carried out at 2");
        assertThat(kept.status()).isZero();
        String id = rows.text("select max(id) from commands");
        assertThat(run("commands", "--pending").text())
                .contains("\n" + id + " ", "cancel  run " + run + " ", "no use any more");

        said(0, id + ": taken back", "withdraw", id, "--reason", "it is of use");
        said(1, id + ": it is withdrawn already: Taken back", "withdraw", id);
        said(1, "99999: there is no such command", "withdraw", "99999");
        assertThat(rows.text("select outcome from commands where id = ?", Long.valueOf(id)))
                .endsWith("before it was carried out: it is of use");

        said(0, "Kept as command", "cancel", run, "--at", "1s");
        rows.awaitCount(1, "pipeline_runs where state = 'finished' and id = " + run);
        said(0, "Kept as command", "trigger", "shop", "--at", "1s");
        rows.awaitCount(
                1, "commands where kind = 'trigger' and due_at > created_at and state = 'done'");
    }

    @Test
    void limitsAreSetListedAndRemoved() {
        said(
                0,
                "At most 2 jobs of shop are under way",
                "limit",
                "set",
                "--repository",
                "shop",
                "2");
        said(0, "At most 0 jobs of the label Sign", "limit", "set", "--label", "Sign", "0");
        assertThat(run("limit", "list").text()).contains("label sign  0", "shop");
        assertThat(run("status").text())
                .contains("the limit of the label sign is full: 0 of 0 jobs are under way");
        said(1, "Give --repository and its name, or --label", "limit", "set", "1");
        said(1, "-1 is no limit", "limit", "set", "--label", "x", "--", "-1");
        said(1, "There is no repository \"web\"", "limit", "set", "--repository", "web", "1");
        said(0, "Removed the limit of shop", "limit", "remove", "--repository", "shop");
        said(1, "There is no limit of shop", "limit", "remove", "--repository", "shop");
        said(0, "Removed the limit of the label SIGN", "limit", "remove", "--label", "SIGN");
    }

    @Test
    void aPipelineIsSwitchedOffAndOnAndTheListShowsIt() {
        String file = rows.text("select path from pipelines");
        said(
                0,
                "Deploy starts no more runs; those that it has go on",
                "pipeline",
                "off",
                "shop",
                file,
                "--reason",
                "not tonight");
        assertThat(run("pipeline", "list").text()).contains("shop", "Deploy", file, "off");
        said(1, "switched off", "trigger", "shop", "--ref", "main", "--workflow", file);
        said(1, "Deploy is switched off already", "pipeline", "off", "shop", file);
        said(0, "Deploy starts runs again", "pipeline", "on", "shop", file);
        assertThat(run("pipeline", "list", "shop").text()).contains("on").doesNotContain("off");
        said(1, "shop has no pipeline of the file \"x.yml\"", "pipeline", "on", "shop", "x.yml");
    }

    @Test
    void aPipelineIsSetToKeepReportsOfTests() {
        String file = rows.text("select path from pipelines");
        said(
                0,
                "Jobs of Deploy that begin from now on are looked through for build/*.xml, !build/no.xml",
                "pipeline",
                "test-reports",
                "shop",
                file,
                "build/*.xml",
                "!build/no.xml");
        assertThat(run("pipeline", "list").text())
                .contains("TEST REPORTS", "build/*.xml !build/no.xml");
        said(
                1,
                "A pattern stays in the workspace, and \"/etc/*.xml\" does not",
                "pipeline",
                "test-reports",
                "shop",
                file,
                "/etc/*.xml");
        said(
                0,
                "Jobs of Deploy are not looked through for reports of tests",
                "pipeline",
                "test-reports",
                "shop",
                file,
                "--none");
        assertThat(rows.text("select test_reports from pipelines")).isEmpty();
        assertThat(run("pipeline", "test-reports", "shop", file).status()).isEqualTo(2);
    }

    @Test
    void whosePullRequestsFromForksWaitIsSaidAndListed() {
        assertThat(run("repository", "list").text()).contains("FORKS WAIT", "outsiders");
        said(
                0,
                "Pull requests from forks of shop wait for an operator: those of who contributes for the first time",
                "repository",
                "forks",
                "shop",
                "first-time");
        assertThat(run("repository", "list").text()).contains("first-time");
        said(1, "\"all\" is none of outsiders, first-time", "repository", "forks", "shop", "all");
        said(1, "There is no repository \"web\"", "repository", "forks", "web", "outsiders");
    }

    @Test
    void aRunnerThatIsNotThereIsSaidToBeSo() {
        for (String command : List.of("drain", "resume", "forget")) {
            said(1, "There is no runner \"elm\"", command, "elm");
        }
    }

    @Test
    void aDeliveryIsReplayedAndStartsAnew() {
        String run = triggered();
        String delivery =
                rows.text(
                        "select hook_delivery_id from pipeline_runs where id = ?",
                        Long.valueOf(run));

        int runs = rows.count("pipeline_runs");
        said(0, delivery + ": It would start ", "replay", "--dry-run", delivery);
        said(
                1,
                "There is no branch, tag or commit \"nowhere\" in shop",
                "replay",
                "--dry-run",
                "--ref",
                "nowhere",
                delivery);
        said(1, "--ref says whose files count for --dry-run", "replay", "--ref", "main", delivery);
        assertThat(rows.count("pipeline_runs")).isEqualTo(runs);
        said(0, delivery + ": Started Deploy #", "replay", delivery);
        said(
                1,
                "it was processed; rerun the runs that it started, or replay it",
                "redeliver",
                delivery);
        said(1, "There is no delivery 99999", "replay", "99999");
    }

    private String triggered() {
        said(0, "Started Deploy #", "trigger", "shop");
        return rows.text("select max(id) from pipeline_runs");
    }

    private void said(int status, String text, String... arguments) {
        Said said = run(arguments);
        assertThat(said.text()).contains(text);
        assertThat(said.status()).as(said.text()).isEqualTo(status);
    }

    private Said run(String... arguments) {
        return Said.by(instance.configuration(), arguments);
    }
}
