package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.testing.FileHolders;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runners that are stopped, drained, doubled, cut off; jobs that are cancelled or lost.
class RunnerLifeTest {
    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        runner = bench.runner("oak", 2, folder.resolve("oak"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void stopFinishesWhatRunsAndTakesNothingMore() throws Exception {
        RunId running = waiting();
        runner.stop();
        RunId later = bench.pushSteps("- run: echo never");
        release();
        runner.awaitStopped();

        assertThat(bench.run(running).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.job(later).state()).isEqualTo(JobState.QUEUED);
        assertThat(bench.text("select stopped_at is not null from runners")).isEqualTo("t");
    }

    @Test
    void stoppingWithoutPatienceCancelsWhatRuns() throws Exception {
        RunId run = waiting();
        assertThat(runner.stop()).isOne();
        runner.cancelJobs();
        runner.awaitStopped();

        assertThat(bench.job(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.job(run).cause()).isEqualTo(Cause.RUNNER_STOPPED);
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    @Test
    void aCancelledJobEndsItsProcessesAndStillCleansUp() throws Exception {
        RunId run =
                bench.pushSteps(
                        """
                        - name: Wait
                          run: exec 9> %1$s; sleep 1000 & wait
                        - name: Next
                          run: echo never
                        - name: Clean up
                          if: cancelled()
                          run: echo cleaned
                        """
                                .formatted(held()));
        awaitHolders();
        bench.command("cancel", CommandArguments.NONE, run);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.job(run).cause()).isEqualTo(Cause.CANCELLED_BY_COMMAND);
        assertThat(bench.stepStates(run))
                .containsExactly(
                        "Wait: CANCELLED/CANCELLED",
                        "Next: SKIPPED/SKIPPED",
                        "Clean up: SUCCESS/SUCCESS");
        assertThat(bench.printed(run)).contains("cleaned").doesNotContain("never");
        awaitDead();
    }

    /// What the runner does itself for a step is no process that a signal ends.
    @Test
    void aCancelledJobEndsThoughTheRunnerItselfIsAtWorkForIt() throws Exception {
        RunId run =
                bench.pushSteps(
                        """
                        - run: truncate -s 4T big; echo made
                        - name: Hash
                          run: echo ${{ hashFiles('big') }}
                        """);
        bench.awaitLine(run, "made");
        await().atMost(Rows.PATIENCE)
                .until(() -> bench.steps(bench.job(run)).getFirst().conclusion() != null);
        bench.command("cancel", CommandArguments.NONE, run);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    @Test
    void aStepOverItsTimeIsEndedWithAllItStarted() throws Exception {
        RunId run =
                bench.pushSteps(
                        """
                        - name: Slow
                          timeout-minutes: ${{ fromJSON('0.003') }}
                          run: exec 9> %1$s; sleep 1000 & sleep 1000
                        - name: After
                          if: failure()
                          run: echo after
                        """
                                .formatted(held()));

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.job(run).cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(bench.stepStates(run))
                .containsExactly("Slow: TIMED_OUT/TIMED_OUT", "After: SUCCESS/SUCCESS");
        awaitDead();
    }

    @Test
    void aLostClaimKillsItsProcessesAndWritesNothingMore() throws Exception {
        RunId run =
                bench.pushSteps(
                        """
                        - name: Count
                          run: touch here; exec 9> %s; while :; do echo line; sleep 0.01; done
                        - name: Next
                          if: always()
                          run: echo never
                        """
                                .formatted(held()));
        bench.awaitLine(run, "line");
        bench.execute("update claims set released_at = now(), outcome = 'runner_lost'");
        int chunks = bench.chunks(bench.job(run).id()).size();
        awaitDead();
        await().atMost(Rows.PATIENCE)
                .untilAsserted(() -> assertThat(folder.resolve("oak/jobs")).isEmptyDirectory());

        assertThat(bench.chunks(bench.job(run).id())).hasSize(chunks);
        assertThat(bench.job(run).state()).isEqualTo(JobState.RUNNING);
        assertThat(bench.text("select string_agg(state, ' ' order by number) from steps"))
                .isEqualTo("running pending");
    }

    @Test
    void aQuietJobLearnsFromTheHeartbeatThatItIsLost() throws Exception {
        bench.execute("update settings set lease_seconds = 10");
        Runner elm = bench.runner("elm", 1, folder.resolve("elm"));
        try (elm) {
            runner.stop();
            runner.awaitStopped();
            RunId run = bench.pushSteps("- run: exec 9> %s; sleep 1000".formatted(held()));
            awaitHolders();
            bench.execute("update claims set released_at = now(), outcome = 'runner_lost'");

            awaitDead();
            assertThat(bench.job(run).conclusion()).isNull();
        }
    }

    @Test
    void aLostJobIsCarriedOutUnderAnotherClaim() throws Exception {
        RunId run = waiting();
        bench.execute("update runners set stopped_at = now()");
        try (Runner elm = bench.runner("elm", 2, folder.resolve("elm"))) {
            assertThat(elm).isNotNull();
            await().atMost(Rows.PATIENCE)
                    .until(() -> bench.text("select count(outcome) from claims").equals("1"));
            release();
            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.text("select string_agg(outcome, ' ' order by id) from claims"))
                    .isEqualTo("runner_lost finished");
            assertThat(bench.log(bench.job(run)))
                    .contains(
                            "##[warning]Runner oak was lost while it carried this job out: the job begins again");
        }
    }

    @Test
    void aDrainedRunnerTakesNothingUntilItIsResumed() {
        bench.awaitRun(bench.pushSteps("- run: echo first"));
        bench.execute("update runners set draining = true");
        bench.execute(
                "select pg_notify('mj_runner', (select string_agg(id::text, ',') from runners))");
        await().atMost(Rows.PATIENCE).until(() -> !takes());
        bench.execute("delete from queue");
        bench.execute("update runners set draining = false");
        bench.execute(
                "select pg_notify('mj_runner', (select string_agg(id::text, ',') from runners))");

        await().atMost(Rows.PATIENCE).until(this::takes);
    }

    @Test
    void aSecondRunnerOfTheSameNameWaitsUntilTheFirstHasLeft() throws Exception {
        bench.awaitRun(bench.pushSteps("- run: echo first"));
        String first = bench.text("select instance from runners");
        try (Runner second = bench.runner("OAK", 2, folder.resolve("second"))) {
            RunId run = bench.pushSteps("- run: echo again");
            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.text("select instance from runners")).isEqualTo(first);
            runner.stop();
            runner.awaitStopped();

            await().atMost(Rows.PATIENCE)
                    .until(() -> !bench.text("select instance from runners").equals(first));
            assertThat(second.stop()).isZero();
        }
    }

    @Test
    void theNameOfAProcessThatDiedInTheSameWorkFolderIsFreeAtOnce() throws Exception {
        bench.awaitRun(bench.pushSteps("- run: echo first"));
        String dead = bench.text("select instance from runners");
        Path work = Files.createDirectories(folder.resolve("second"));
        Files.writeString(work.resolve(".instance"), dead);
        try (Runner second = bench.runner("oak", 2, work)) {
            await().atMost(Rows.PATIENCE)
                    .until(() -> !bench.text("select instance from runners").equals(dead));
            assertThat(second.stop()).isZero();
        }
    }

    @Test
    void soItIsAfterOneThatDiedBeforeItReachedTheDatabase() throws Exception {
        bench.awaitRun(bench.pushSteps("- run: echo first"));
        String dead = bench.text("select instance from runners");
        Path work = Files.createDirectories(folder.resolve("second"));
        Path instances = Files.writeString(work.resolve(".instance"), dead + "\n");
        bench.takeDatabaseAway();
        try (Runner _ = bench.runner("oak", 2, work)) {
            await().atMost(Rows.PATIENCE).until(() -> Files.readAllLines(instances).size() == 2);
        }
        bench.bringDatabaseBack();
        try (Runner _ = bench.runner("oak", 2, work)) {
            await().atMost(Rows.PATIENCE)
                    .until(() -> !bench.text("select instance from runners").equals(dead));
            await().atMost(Rows.PATIENCE).until(() -> Files.readAllLines(instances).size() == 1);
        }
    }

    @Test
    void twoRunnersDoNotShareAWorkFolder() {
        assertThatThrownBy(() -> bench.runner("elm", 1, folder.resolve("oak")).close())
                .isInstanceOf(RunnerException.class)
                .hasMessageContaining("Another runner works in");
    }

    @Test
    void noMoreJobsRunAtATimeThanTheCapacityAllows() throws Exception {
        List<RunId> runs = List.of(waiting(), waiting(), bench.pushSteps("- run: echo third"));
        Thread.sleep(100);
        assertThat(bench.job(runs.get(2)).state()).isEqualTo(JobState.QUEUED);
        release();

        for (RunId run : runs) {
            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        }
    }

    @Test
    void aJobOutlastsADatabaseThatIsAway() throws Exception {
        RunId run =
                bench.pushSteps(
                        """
                        - run: echo before
                        - run: |
                            touch %1$s.began
                            while [ ! -e %1$s ]; do sleep 0.02; done
                            echo while it is away
                        - run: touch %1$s.done; echo after
                        """
                                .formatted(gate()));
        await().atMost(Rows.PATIENCE).until(() -> Files.exists(Path.of(gate() + ".began")));
        bench.takeDatabaseAway();
        release();
        await().atMost(Rows.PATIENCE).until(() -> Files.exists(Path.of(gate() + ".done")));
        bench.bringDatabaseBack();

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).containsExactly("before", "while it is away", "after");
        assertThat(bench.text("select string_agg(conclusion, ' ') from steps"))
                .isEqualTo("success success success");
    }

    private boolean takes() {
        RunId run = bench.pushSteps("- run: echo probe");
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return bench.job(run).state() != JobState.QUEUED;
    }

    /// A run whose job waits for [#release].
    private RunId waiting() {
        RunId run =
                bench.pushSteps("- run: while [ ! -e %s ]; do sleep 0.02; done".formatted(gate()));
        bench.awaitRunning(run);
        return run;
    }

    private void release() throws IOException {
        Files.createFile(Path.of(gate()));
    }

    private String gate() {
        return folder.resolve("gate").toString();
    }

    /// What a step opens, so that its processes are found.
    private Path held() {
        return folder.resolve("held");
    }

    /// A shell and what it started.
    private void awaitHolders() {
        await().atMost(Rows.PATIENCE)
                .until(() -> Files.exists(held()) && FileHolders.of(held()).size() == 2);
    }

    private void awaitDead() {
        await().atMost(Rows.PATIENCE).until(() -> FileHolders.of(held()).isEmpty());
    }
}
