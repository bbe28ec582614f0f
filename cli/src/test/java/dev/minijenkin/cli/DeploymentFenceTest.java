package dev.minijenkin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.instance.ChildProcess;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.FileHolders;
import dev.minijenkin.testing.Rows;
import dev.minijenkin.testing.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Two processes that deploy to one environment at once are impossible on the hosts, whatever
/// becomes of the runner of the first. The scripts themselves tell: each appends to one file for as
/// long as it lives, so what is in it after the beginning of the second is not of the first.
@Order(1)
@TestInstance(Lifecycle.PER_CLASS)
class DeploymentFenceTest {
    private static final String DEPLOY =
            """
            on: push
            jobs:
              ship:
                runs-on: linux
                environment: prod
                steps:
                  - run: |
                      trap '' TERM INT HUP
                      lives=20
                      [ "$DEPLOY_FENCE_TOKEN" != 1 ] || lives=%2$d
                      echo "begin $DEPLOY_FENCE_TOKEN" >> '%1$s'
                      for i in $(seq 1 $lives); do
                        echo "alive $DEPLOY_FENCE_TOKEN" >> '%1$s'
                        sleep 0.1
                      done
                      echo "end $DEPLOY_FENCE_TOKEN" >> '%1$s'
                  - if: always()
                    run: echo "tidy $DEPLOY_FENCE_TOKEN" >> '%1$s'
            """;

    private Path folder;
    private ThrowAwayInstance instance;
    private Rows rows;
    private final List<ChildProcess> runners = new ArrayList<>();
    private int tests;
    private int repositories;
    private Path lines;
    private TcpProxy proxy;

    @BeforeAll
    void start(@TempDir Path temporary) throws InterruptedException {
        folder = temporary;
        instance = ThrowAwayInstance.start(TestHome.at(folder.resolve("home")), TestProgram.get());
        rows = new Rows(instance.configuration().dataSource());
        // Short for the test's sake, and longer than a busy machine lets a process wait.
        rows.execute("update settings set lease_seconds = 6, deployment_grace_seconds = 1");
    }

    @AfterAll
    void stop() {
        instance.close();
    }

    @BeforeEach
    void prepare() {
        tests++;
        lines = folder.resolve("lines-" + tests);
        proxy = TcpProxy.to(port());
    }

    @AfterEach
    void endRunners() throws InterruptedException {
        proxy.close();
        for (ChildProcess runner : runners) {
            runner.kill();
        }
        runners.clear();
    }

    @Test
    void theScriptOfARunnerThatStandsStillHasEndedWhenTheNextBegins() throws Exception {
        ChildProcess holder = runner("stopped", instance.configuration().url());
        String environment = twoDeployments();
        runner("next", instance.configuration().url());

        signal("STOP", holder);
        assertThat(
                        rows.awaitText(
                                "select j.message from jobs j join deployments d on d.job_id = j.id"
                                        + " where d.environment_id = ?::bigint and d.state = 'waiting'"
                                        + " and j.message like '%is kept until%'",
                                environment))
                .contains("because runner stopped-" + tests + " was lost while ship of ");
        awaitLine("end 2");
        signal("CONT", holder);

        rows.awaitText("select 1 from live_runners where online and name = ?", "stopped-" + tests);
        theFirstWasSilentOnceTheSecondBegan();
        firstFailedAsLost(environment);
    }

    @Test
    void theScriptOfARunnerThatIsCutOffHasEndedWhenTheNextBegins() throws Exception {
        ChildProcess holder = runner("cut", proxied());
        String environment = twoDeployments();
        Path ordinary = folder.resolve("ordinary-" + tests);
        push(
                """
                on: push
                jobs:
                  test:
                    runs-on: linux
                    steps:
                      - run: exec 9> '%s'; sleep 60
                """
                        .formatted(ordinary));
        await().atMost(Rows.PATIENCE).until(() -> Files.exists(ordinary));
        runner("next", instance.configuration().url());

        proxy.holdUp();
        awaitLine("end 2");

        assertThat(FileHolders.of(ordinary)).as("an ordinary job of the same runner").isNotEmpty();
        proxy.letThrough();
        rows.awaitText("select 1 from live_runners where online and name = ?", "cut-" + tests);
        theFirstWasSilentOnceTheSecondBegan();
        firstFailedAsLost(environment);
        assertThat(holder.isAlive()).isTrue();
    }

    @Test
    void theScriptOfARunnerThatIsKilledHasEndedWhenTheNextBegins() throws Exception {
        ChildProcess holder = runner("killed", instance.configuration().url());
        String environment = twoDeployments();
        runner("next", instance.configuration().url());

        holder.kill();
        awaitLine("end 2");

        theFirstWasSilentOnceTheSecondBegan();
        firstFailedAsLost(environment);
    }

    @Test
    void aDeploymentOutlivesAnOutageThatIsShorterThanTheLease() throws Exception {
        rows.execute("update settings set lease_seconds = 20");
        runner("short", proxied());
        push(DEPLOY.formatted(lines, 100));
        awaitLine("begin 1");

        proxy.holdUp();
        Thread.sleep(Duration.ofSeconds(4));
        proxy.letThrough();

        awaitLine("tidy 1");
        rows.awaitText(
                "select 1 from deployments where environment_id = ?::bigint and state = 'succeeded'",
                environment());
        rows.execute("update settings set lease_seconds = 6");
    }

    /// The first of them has begun, and would go on for longer than all that is waited for here.
    private String twoDeployments() {
        String workflow = DEPLOY.formatted(lines, 900);
        PushedRepository repository = push(workflow);
        awaitLine("begin 1");
        String environment = environment();
        rows.awaitText("select 1 from deployments where state = 'active' and claim_id > 0");
        repository.push(workflow + "# again\n");
        rows.awaitText(
                "select 1 from deployments where environment_id = ?::bigint and state = 'waiting'",
                environment);
        return environment;
    }

    private void theFirstWasSilentOnceTheSecondBegan() throws IOException, InterruptedException {
        // What is still alive would write again.
        Thread.sleep(Duration.ofSeconds(1));
        List<String> told = Files.readAllLines(lines);
        assertThat(told.subList(0, told.indexOf("begin 2"))).contains("alive 1");
        assertThat(told.subList(told.indexOf("begin 2"), told.size()))
                .isNotEmpty()
                .noneMatch(line -> line.endsWith(" 1"));
        assertThat(told).doesNotContain("end 1", "tidy 1");
    }

    private void firstFailedAsLost(String environment) {
        assertThat(
                        rows.awaitText(
                                "select j.conclusion, j.cause from jobs j"
                                        + " join deployments d on d.job_id = j.id"
                                        + " where d.environment_id = ?::bigint and d.fence_token = 1"
                                        + " and j.state = 'finished'",
                                environment))
                .isEqualTo("failure|runner_lost");
    }

    private String environment() {
        return rows.awaitText("select id from environments order by id desc limit 1");
    }

    private ChildProcess runner(String name, String url) {
        ChildProcess started = instance.startRunner(name + "-" + tests, url, TestProgram.get());
        runners.add(started);
        rows.awaitText("select 1 from live_runners where online and name = ?", name + "-" + tests);
        return started;
    }

    private PushedRepository push(String workflow) {
        PushedRepository repository =
                PushedRepository.create(instance, folder, "pushed-" + tests + "-" + ++repositories);
        repository.push(workflow);
        return repository;
    }

    private void awaitLine(String line) {
        await(line)
                .atMost(Rows.PATIENCE)
                .until(() -> Files.exists(lines) && Files.readAllLines(lines).contains(line));
    }

    private String proxied() {
        return instance.configuration()
                .url()
                .replaceFirst("//[^/]+/", "//127.0.0.1:" + proxy.port() + "/");
    }

    private int port() {
        return Integer.parseInt(
                instance.configuration().url().replaceFirst(".*//[^/]*:(\\d+)/.*", "$1"));
    }

    private static void signal(String name, ChildProcess process)
            throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start();
        assertThat(kill.waitFor(Duration.ofSeconds(10))).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
