package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.testing.Rows;
import dev.minijenkin.testing.TcpProxy;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database did what the runner asked for, and its answer was lost on the way: whatever it was,
/// the runner asks again, nothing happens twice, and nothing is waited for.
class LostAnswersTest {
    private static final String MARKER = "committed-5c1e";

    @TempDir private Path folder;
    private RunnerBench bench;
    private TcpProxy proxy;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        proxy = TcpProxy.to(bench.port());
        // So long that whoever has to wait for its end is noticed.
        bench.execute("update settings set lease_seconds = 600, acknowledge_seconds = 600");
    }

    @AfterEach
    void stop() {
        proxy.close();
        bench.close();
    }

    @Test
    void aRegistrationIsTakenForTheSameOne() throws Exception {
        loseAnswers("insert or update on runners", 2);
        assertItSucceeds();
    }

    @Test
    void aBeginningIsKnownToHaveBegun() throws Exception {
        loseAnswers("insert on steps", 1);
        assertItSucceeds();
    }

    @Test
    void theStateOfAStepIsWrittenAgain() throws Exception {
        loseAnswers("update on steps", 3);
        assertItSucceeds();
    }

    @Test
    void aHeartbeatIsRepeated() throws Exception {
        bench.execute("update settings set lease_seconds = 5");
        loseAnswers("update on runner_heartbeats", 2);
        assertItSucceeds();
    }

    @Test
    void theLogIsThereOnce() throws Exception {
        loseAnswers("insert on job_logs", 2);
        assertItSucceeds();
    }

    @Test
    void theResultIsThereOnce() throws Exception {
        loseAnswers("insert on annotations", 1);
        assertItSucceeds();
    }

    /// They arrive, so that the database takes it for alive; but it cannot learn of a cancel.
    @Test
    void aRunnerWhoseHeartbeatsAreNeverAnsweredTakesNothing() throws Exception {
        bench.execute("update settings set lease_seconds = 5");
        try (AutoCloseable _ = bench.runnerBehind(proxy, "oak", folder.resolve("oak"))) {
            bench.awaitRun(bench.pushSteps("- run: echo first"));
            loseAnswers("update on runner_heartbeats", Integer.MAX_VALUE);
            awaitLost(6);
            RunId run = bench.pushSteps("- run: echo second");
            awaitLost(12);
            assertThat(bench.text("select online from live_runners")).isEqualTo("t");
            assertThat(bench.job(run).state()).isEqualTo(JobState.QUEUED);

            proxy.loseAnswers("", 0);

            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        }
    }

    private void awaitLost(int answers) {
        await().atMost(Rows.PATIENCE).until(() -> proxy.lostAnswers() >= answers);
    }

    private void assertItSucceeds() throws Exception {
        try (AutoCloseable _ = bench.runnerBehind(proxy, "oak", folder.resolve("oak"))) {
            RunId run =
                    bench.pushSteps(
                            """
                            - name: Speak
                              run: echo "::notice::said"; echo spoken
                            - name: End
                              run: sleep 1; echo over
                            """);

            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(proxy.lostAnswers()).isPositive();
            assertThat(bench.text("select string_agg(outcome, ' ') from claims"))
                    .as("one claim was enough")
                    .isEqualTo("finished");
            assertThat(bench.stepStates(run))
                    .containsExactly("Speak: SUCCESS/SUCCESS", "End: SUCCESS/SUCCESS");
            assertThat(bench.printed(run)).containsExactly("##[notice]said", "spoken", "over");
            assertThat(bench.text("select count(*) from annotations")).isEqualTo("1");
            assertThat(bench.text("select count(*) from runners")).isEqualTo("1");
        }
    }

    /// At the commit of whoever does this the database says so in a notice, which comes with the
    /// answer: there the connection breaks.
    private void loseAnswers(String event, int times) {
        bench.execute(
                """
                create function notice() returns trigger language plpgsql as $$
                begin
                    raise notice '%s';
                    return null;
                end
                $$;
                create constraint trigger notice after %s deferrable initially deferred
                    for each row execute function notice()
                """
                        .formatted(MARKER, event));
        proxy.loseAnswers(MARKER, times);
    }
}
