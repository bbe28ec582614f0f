package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runners without work: what they ask the database for, and what they notice all the same.
class IdleRunnersTest {
    private static final int RUNNERS = 20;
    private static final Duration MEASURED = Duration.ofSeconds(10);

    @TempDir Path folder;
    private RunnerBench bench;
    private final List<Runner> runners = new ArrayList<>();

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
    }

    @AfterEach
    void stop() {
        runners.forEach(Runner::close);
        bench.close();
    }

    /// A beat every five seconds; of the chores' four statements every three to five seconds all of
    /// them together four times as many as one alone; and what the pool asks where a connection was
    /// idle before. It was five a second and runner.
    @Test
    void theySendLittleMoreThanTheirHeartbeats() throws InterruptedException {
        for (int i = 0; i < RUNNERS; i++) {
            runners.add(bench.runner("oak-" + i, 1, folder.resolve("oak" + i)));
        }
        await().atMost(Rows.PATIENCE)
                .until(() ->
                        bench.text("select count(*) from live_runners where online")
                                .equals(String.valueOf(RUNNERS)));
        // What they do once, the first time, is over: each has beaten again.
        String registered = bench.text("select max(heartbeat_at) from runner_heartbeats");
        await().atMost(Rows.PATIENCE)
                .until(() ->
                        bench.text(
                                        "select bool_and(heartbeat_at > '%s') from runner_heartbeats"
                                                .formatted(registered))
                                .equals("t"));

        long before = bench.statements();
        Thread.sleep(MEASURED);
        double aSecond = (bench.statements() - before) / (double) MEASURED.toSeconds();

        assertThat(aSecond / RUNNERS).as("statements a second of a runner").isBetween(0.1, 1.0);
    }

    @Test
    void aJobOfWhichNoHintTellsIsTakenAllTheSame() {
        runners.add(bench.runner("oak", 1, folder.resolve("oak")));
        await().atMost(Rows.PATIENCE)
                .until(() ->
                        bench.text("select count(*) from live_runners where online").equals("1"));
        RunId run = bench.withoutHints(() -> bench.pushSteps("- run: echo found"));

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.text("select extract(epoch from claimed_at - queued_at) < 15 from jobs"))
                .as("within two beats")
                .isEqualTo("t");
    }

    @Test
    void aLabelSetOfWhichNoHintTellsIsServedAllTheSame() {
        runners.add(bench.runner("oak", 1, folder.resolve("oak")));
        RunId first = bench.pushSteps("- run: echo known");
        assertThat(bench.awaitRun(first).conclusion()).isEqualTo(Conclusion.SUCCESS);

        RunId run =
                bench.withoutHints(() ->
                        bench.push(
                                """
                                on: push
                                jobs: {a: {runs-on: [linux, x64], steps: [{run: echo new}]}}
                                """));

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }
}
