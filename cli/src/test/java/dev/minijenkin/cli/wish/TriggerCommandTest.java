package dev.minijenkin.cli.wish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.TestHome;
import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.cli.part.Said;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// `trigger`, `redeliver` and `repository refresh` against a server that runs.
@TestInstance(Lifecycle.PER_CLASS)
class TriggerCommandTest {
    private Path folder;
    private ThrowAwayInstance instance;
    private Rows rows;

    @BeforeAll
    void start(@TempDir Path temporary) throws InterruptedException {
        folder = temporary;
        instance = ThrowAwayInstance.start(TestHome.at(folder.resolve("home")), TestProgram.get());
        rows = new Rows(instance.configuration().dataSource());
        GitFolder git = GitFolder.create(folder, "shop");
        git.pushWorkflow(
                """
                name: Deploy
                on:
                  workflow_dispatch:
                    inputs:
                      target: {required: true}
                      level: {type: choice, options: [low, high], default: low}
                      loud: {type: boolean}
                      count: {type: number, default: 3}
                      where: {type: environment}
                jobs: {a: {runs-on: linux, steps: [{run: echo}]}}
                """);
        instance.register("shop", git.bare());
        rows.awaitCount(1, "commands where kind = 'refresh' and state = 'done'");
    }

    @AfterAll
    void stop() {
        instance.close();
    }

    @Test
    void whatCanBeStartedIsListedBeforeAnythingRan() {
        assertThat(run("trigger", "shop", "--list"))
                .satisfies(said -> assertThat(said.status()).isZero())
                .extracting(Said::text)
                .asString()
                .contains("Deploy")
                .contains(".mini-jenkin/workflows/ci.yml")
                .contains("target (string; required)")
                .contains("level (choice: low, high; default low)")
                .contains("loud (boolean)")
                .contains("count (number; default 3)")
                .contains("where (environment)");
    }

    @Test
    void eachTypeOfInputReachesTheRun() {
        Said said =
                run(
                        "trigger",
                        "shop",
                        "--workflow",
                        "Deploy",
                        "--input",
                        "target=a=b c",
                        "--input",
                        "level=high",
                        "--input",
                        "loud=true",
                        "--input",
                        "count=2.5",
                        "--input",
                        "where=moon");

        assertThat(said.text()).startsWith("Started Deploy #");
        assertThat(said.status()).isZero();
        assertThat(
                        rows.texts(
                                "select inputs::text from run_sources where inputs ->> 'where' is not null"))
                .containsExactly(
                        "{\"loud\": \"true\", \"count\": \"2.5\", \"level\": \"high\", \"where\": \"moon\", \"target\": \"a=b c\"}");
    }

    @Test
    void whatDoesNotFitIsSaidAtOnceWithTheListAndAsksForNothing() {
        assertThat(run("trigger", "shop").text())
                .contains("The input 'target' is required")
                .contains("Its inputs: target (string; required), level");
        assertThat(run("trigger", "shop", "--input", "target=x", "--input", "tarjet=y").text())
                .contains("The workflow has no input 'tarjet'")
                .contains("Its inputs: target");
        assertThat(run("trigger", "shop", "--input", "target=x", "--input", "level=mid").text())
                .contains("The input 'level' must be one of low, high");
        assertThat(run("trigger", "shop", "--input", "target=x", "--input", "loud=yes").text())
                .contains("The input 'loud' must be true or false");
        assertThat(run("trigger", "shop", "--input", "target=x", "--input", "count=many").text())
                .contains("The input 'count' must be a number");
        assertThat(run("trigger", "shop", "--input", "target").text())
                .contains("is no input: write --input NAME=VALUE");
        assertThat(run("trigger", "shop", "--input", "a=1", "--input", "a=2").text())
                .contains("The input \"a\" is given twice");
        assertThat(run("trigger", "shop", "--workflow", "nothing.yml").text())
                .contains("There is no workflow \"nothing.yml\"")
                .contains("there are: .mini-jenkin/workflows/ci.yml");
        assertThat(
                        rows.texts(
                                "select count(*) from commands where arguments -> 'inputs' ->> 'tarjet' is not null"))
                .containsExactly("0");
    }

    @Test
    void aTriggerWhoseWorkFailsSaysSo() {
        Said said = run("trigger", "shop", "--ref", "nowhere", "--input", "target=x");

        assertThat(said.text()).contains("There is no branch, tag or commit \"nowhere\" in shop");
        assertThat(said.status()).isNotZero();
        String failed =
                rows.texts("select max(id) from hook_deliveries where state = 'failed'").getFirst();
        Said again = run("redeliver", failed, "999999");
        assertThat(again.status()).isNotZero();
        assertThat(again.text())
                .contains(failed + ": There is no branch, tag or commit \"nowhere\" in shop")
                .contains("999999: There is no delivery 999999");
    }

    @Test
    void theFilesAreReadAgainWhenAsked() {
        assertThat(run("repository", "refresh", "shop").text())
                .startsWith("Read 1 workflow files of main at ");
    }

    private Said run(String... arguments) {
        return Said.by(instance.configuration(), arguments);
    }
}
