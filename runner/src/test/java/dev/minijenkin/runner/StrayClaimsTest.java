package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.lease.LeasePass;
import dev.minijenkin.runner.workspace.Workspace;
import dev.minijenkin.testing.Rows;
import dev.minijenkin.testing.TcpProxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Claims that nobody carries out: of runners that are not heard, of answers that were lost, of
/// threads that came to an end that nobody thought of.
class StrayClaimsTest {
    @TempDir Path folder;
    private RunnerBench bench;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aRunnerWhoseHeartbeatsDoNotArriveTakesNothing() throws Exception {
        bench.execute("update settings set lease_seconds = 4");
        try (Runner _ = bench.runner("oak", 1, folder.resolve("oak"));
                Connection blocking = bench.connect()) {
            bench.awaitRun(bench.pushSteps("- run: echo first"));
            blocking.setAutoCommit(false);
            blocking.createStatement().execute("select from runner_heartbeats for update");
            await().atMost(Rows.PATIENCE)
                    .until(() ->
                            bench.text(
                                            "select heartbeat_at < now() - interval '2.5 s' from runner_heartbeats")
                                    .equals("t"));
            RunId run = bench.pushSteps("- run: echo second");
            // Longer than a lease, in which it was claimed and lost again and again.
            Thread.sleep(5000);

            assertThat(bench.job(run).state()).isEqualTo(JobState.QUEUED);
            assertThat(claimsOf(run)).isEqualTo("null");
            blocking.rollback();
            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(claimsOf(run)).isEqualTo("finished");
        }
    }

    /// Each time it is as if the job had not been taken, and costs but a moment.
    @Test
    void anAnswerThatIsLostCostsTheJobNothing() throws Exception {
        String marker = "echo marked-9c1f";
        try (TcpProxy proxy = TcpProxy.to(bench.port());
                AutoCloseable _ = bench.runnerBehind(proxy, "oak", folder.resolve("oak"))) {
            bench.awaitRun(bench.pushSteps("- run: echo first"));
            proxy.loseAnswers(marker, 3);

            RunId run = bench.pushSteps("- run: " + marker);

            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(proxy.lostAnswers()).isEqualTo(3);
            assertThat(claimsOf(run)).isEqualTo("returned returned returned finished");
            assertThat(bench.text("select claims_left from jobs where run_id = " + run.value()))
                    .as("only what began counts")
                    .isEqualTo("2");
        }
    }

    @Test
    void aThreadThatThrowsEndsItsJobWithTheCause() throws Exception {
        failsWith(
                () -> {
                    throw new IllegalStateException("nobody thought of this");
                },
                "The runner failed: java.lang.IllegalStateException: nobody thought of this");
    }

    @Test
    void anErrorEndsTheJobWithTheCauseAndNotTheRunner() throws Exception {
        failsWith(
                () -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                "The runner ran out of memory: Java heap space");
    }

    /// A process whose classes were replaced under it.
    @Test
    void aFaultOfTheProgramMakesNoDifference() throws Exception {
        failsWith(
                () -> {
                    throw new NoClassDefFoundError("dev/minijenkin/Gone");
                },
                "The runner failed: java.lang.NoClassDefFoundError: dev/minijenkin/Gone");
    }

    /// Its log is open by then, and no step has begun.
    @Test
    void whatIsThrownBetweenTheStepsIsToldInTheLogOfTheJob() throws Exception {
        for (Throwable fault :
                List.of(
                        new IllegalStateException("nobody thought of this"),
                        new NoClassDefFoundError("dev/minijenkin/Gone"))) {
            failsWith(() -> new BrokenHost(fault), "The runner failed: " + fault);
        }
    }

    /// Behind the last step, where no log is open any more.
    @Test
    void whatIsThrownAtTheEndOfAJobEndsItWithTheCause() throws Exception {
        try (Runner _ =
                bench.runner(folder.resolve("oak"), _ -> new Hosts(BrokenEnd::new), Actions.OWN)) {
            RunId run = bench.pushSteps("- run: echo never");

            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
            assertThat(bench.job(run).cause()).isEqualTo(Cause.RUNNER_ERROR);
            assertThat(bench.text("select message from jobs where run_id = " + run.value()))
                    .isEqualTo(
                            "The runner failed: java.lang.NoClassDefFoundError: dev/minijenkin/Gone");
            assertThat(claimsOf(run)).isEqualTo("finished");
        }
    }

    @Test
    void aDefinitionThatCannotBeReadEndsItsJobWithTheCause() throws Exception {
        RunId run = bench.pushSteps("- run: echo never");
        bench.execute("update job_definitions set own = '{\"steps\": 7}'");
        try (Runner _ = bench.runner("oak", 1, folder.resolve("oak"))) {
            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
            assertThat(bench.job(run).cause()).isEqualTo(Cause.RUNNER_ERROR);
            assertThat(bench.printed(run))
                    .containsExactly(
                            "##[error]The runner does not understand this job: is it older than the"
                                    + " server?");
        }
    }

    /// Nobody but the heartbeat could tell: the claim is live, and its runner is.
    @Test
    void aLiveClaimWithoutAThreadIsGivenBack() throws Exception {
        bench.execute("update settings set lease_seconds = 10");
        try (Runner runner = bench.runner("oak", 1, folder.resolve("oak"))) {
            bench.awaitRun(bench.pushSteps("- run: echo first"));
            bench.execute("update runners set draining = true");
            RunId run = bench.pushSteps("- run: echo second");
            bench.execute(
                    """
                    with job as (delete from queue returning job_id),
                    marked as (update jobs set state = 'running' from job where id = job.job_id),
                    on_its_way as (update pipeline_runs set state = 'running' where state = 'queued')
                    insert into claims (job_id, runner_id, instance, priority, vtime, acknowledged_at)
                    select job_id, r.id, r.instance, 50, 0, now() from job, runners r
                    """);
            await().atMost(Rows.PATIENCE).until(() -> claimsOf(run).equals("returned"));
            bench.execute("update runners set draining = false");

            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
            // Its thread may still tidy up.
            await().atMost(Rows.PATIENCE).until(() -> runner.stop() == 0);
        }
    }

    private void failsWith(Supplier<StepHost> open, String message) throws Exception {
        try (Runner _ = bench.runner(folder.resolve("oak"), _ -> new Hosts(open), Actions.OWN)) {
            RunId run = bench.pushSteps("- run: echo never");

            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
            assertThat(bench.job(run).cause()).isEqualTo(Cause.RUNNER_ERROR);
            assertThat(bench.text("select message from jobs where run_id = " + run.value()))
                    .isEqualTo(message);
            assertThat(bench.printed(run)).containsExactly("##[error]" + message);
            assertThat(claimsOf(run)).isEqualTo("finished");
            assertThat(bench.text("select string_agg(distinct state, ' ') from steps"))
                    .isEqualTo("finished");
        }
    }

    /// Throws when it is shown the event, which is before the first step.
    private record BrokenHost(Throwable fault) implements StepHost {
        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public Optional<String> findProgram(String program, String path) {
            return Optional.of(program);
        }

        @Override
        public void copyIn(Collection<Path> paths) {
            if (fault instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) fault;
        }

        @Override
        public void copyOut(Collection<Path> paths) {}

        @Override
        public HostProcess start(HostCommand command, OutputSink output) {
            throw new IllegalStateException("starts nothing");
        }

        @Override
        public void close() {}
    }

    /// Throws when it is to end what is left.
    private record BrokenEnd() implements StepHost {
        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public Optional<String> findProgram(String program, String path) {
            return Optional.of(program);
        }

        @Override
        public void copyIn(Collection<Path> paths) {}

        @Override
        public void copyOut(Collection<Path> paths) {}

        @Override
        public HostProcess start(HostCommand command, OutputSink output) {
            throw new IllegalStateException("starts nothing");
        }

        @Override
        public void close() {
            throw new NoClassDefFoundError("dev/minijenkin/Gone");
        }
    }

    private record Hosts(Supplier<StepHost> opened) implements StepHosts {
        @Override
        public StepHost open(ClaimId claim, Workspace workspace, Optional<LeasePass> pass) {
            return opened.get();
        }

        @Override
        public void extended(Lease.Extension extension) {}

        @Override
        public void close() {}
    }

    /// How they ended, in their order.
    private String claimsOf(RunId run) {
        return bench.text(
                "select string_agg(coalesce(c.outcome, 'live'), ' ' order by c.id) from claims c"
                        + " join jobs j on j.id = c.job_id where j.run_id = "
                        + run.value());
    }
}
