package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Errors that pass by themselves, in the middle of a job.
class PassingErrorsTest {
    @TempDir private Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        runner = bench.runner("oak", 1, folder.resolve("oak"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    /// The result waits for the lock of the run's row, and an administrator ends what waits.
    @Test
    void aResultOutlastsAStatementThatIsBrokenOff() {
        Path gate = folder.resolve("gate");
        RunId run = bench.pushSteps("- run: until [ -e '" + gate + "' ]; do sleep 0.05; done\n");
        bench.awaitRunning(run);

        bench.database()
                .runInTransaction(tx -> {
                    Runs.lock(tx, run);
                    touch(gate);
                    await().atMost(RunnerBench.TIMEOUT).until(() -> brokenOff() > 0);
                });

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.job(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    private int brokenOff() {
        return Integer.parseInt(
                bench.text(
                        """
                        select count(*) filter (where pg_cancel_backend(pid)) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                            and query like '%pipeline_runs%'
                        """));
    }

    private static void touch(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
