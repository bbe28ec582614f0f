package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.runner.claimloop.Stint;
import dev.minijenkin.testing.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runners that leave by themselves.
class StintTest {
    private static final Stint ONE_JOB = new Stint(1, Stint.FOR_EVER);

    @TempDir private Path folder;

    @AutoClose
    private final RunnerBench bench = new RunnerBench(Path.of("/nowhere.git"), "0".repeat(40));

    @Test
    void oneThatIsEphemeralTakesOneJobAndLeaves() throws Exception {
        List<RunId> runs = pushed(3);
        try (Runner runner = bench.runner(ONE_JOB, 4, folder.resolve("work"))) {
            runner.awaitStopped();
            assertThat(runner.begun()).isOne();
        }
        assertThat(states(runs))
                .containsExactlyInAnyOrder(JobState.FINISHED, JobState.QUEUED, JobState.QUEUED);
        assertThat(bench.text("select stopped_at is not null, capacity from runners"))
                .as("nobody counts on slots that are never used")
                .isEqualTo("t|1");
        assertThat(bench.text("select count(*) from claims")).isEqualTo("1");
    }

    @Test
    void aJobThatFailsIsAJobToo() throws Exception {
        RunId run = bench.pushSteps("- run: exit 3");
        try (Runner runner = bench.runner(ONE_JOB, 1, folder.resolve("work"))) {
            runner.awaitStopped();
        }
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void oneForSeveralJobsTakesSoManyAndSaysThatItTakesNoMore() throws Exception {
        Path gate = folder.resolve("gate");
        String waits = "- run: while [ ! -e %s ]; do sleep 0.02; done".formatted(gate);
        bench.pushSteps("- run: echo first");
        Stint three = new Stint(3, Stint.FOR_EVER);
        try (Runner runner = bench.runner(three, 2, folder.resolve("work"))) {
            await().atMost(Rows.PATIENCE).until(() -> runner.begun() == 1);
            bench.pushSteps("- run: echo second");
            await().atMost(Rows.PATIENCE).until(() -> runner.begun() == 2);
            bench.pushSteps(waits);
            RunId fourth = bench.pushSteps("- run: echo never");
            await().atMost(Rows.PATIENCE)
                    .until(() -> bench.text("select draining from runners").equals("t"));
            Files.createFile(gate);
            runner.awaitStopped();
            assertThat(runner.begun()).isEqualTo(3);
            assertThat(bench.text("select count(*) from claims where outcome = 'finished'"))
                    .isEqualTo("3");
            assertThat(bench.job(fourth).state()).isIn(JobState.QUEUED, JobState.FINISHED);
        }
        assertThat(bench.text("select count(*) from queue")).isEqualTo("1");
    }

    @Test
    void oneThatIsIdleLeavesAndOneThatWorksDoesNot() throws Exception {
        Stint stint = new Stint(Stint.ANY_NUMBER, Duration.ofMillis(700));
        RunId run = bench.pushSteps("- run: sleep 2");
        long begun = System.nanoTime();
        try (Runner runner = bench.runner(stint, 1, folder.resolve("work"))) {
            runner.awaitStopped();
            assertThat(runner.begun()).isOne();
        }
        assertThat(System.nanoTime() - begun).isGreaterThan(2_500_000_000L);
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void oneThatNeverHadAnythingToDoLeavesToo() throws Exception {
        Stint stint = new Stint(1, Duration.ofMillis(300));
        try (Runner runner = bench.runner(stint, 1, folder.resolve("work"))) {
            runner.awaitStopped();
            assertThat(runner.begun()).isZero();
        }
        assertThat(bench.text("select stopped_at is not null from runners")).isEqualTo("t");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new Stint(0, Stint.FOR_EVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one job at least");
        assertThatThrownBy(() -> new Stint(1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a second at least");
    }

    private List<RunId> pushed(int count) {
        List<RunId> runs = new ArrayList<>();
        for (int run = 0; run < count; run++) {
            runs.add(bench.pushSteps("- run: echo done"));
        }
        return runs;
    }

    private List<JobState> states(List<RunId> runs) {
        return runs.stream().map(run -> bench.job(run).state()).toList();
    }
}
