package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.runner.user.Confinement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs that may take only so much of the disk.
class WorkspaceLimitTest {
    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        runner =
                bench.runner(
                        new Confinement(List.of(), 20 << 20),
                        2,
                        folder.resolve("runner"),
                        ActionSources.PUBLIC);
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void aJobThatTakesMoreIsEndedWithASentence() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: for i in {1..600}; do head -c 1000000 /dev/zero > file$i; sleep 0.05; done
                        - if: always()
                          run: echo goes on
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        String sentence =
                "The folders of the job took more of the disk than the 20 MiB that this runner"
                        + " allows, and it was ended.";
        assertThat(bench.text("select message from jobs")).isEqualTo(sentence);
        assertThat(bench.printed(run)).contains("##[error]" + sentence).doesNotContain("goes on");
        assertThat(folder.resolve("runner/jobs")).isEmptyDirectory();
    }

    @Test
    void holesSecondNamesAndWhatIsGoneCountForNothing() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: |
                            truncate -s 1T hole; head -c 9000000 /dev/zero > a; ln a b; ln a c
                            for i in {1..20}; do head -c 5000000 /dev/zero > d; sleep 0.1; rm d; done
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }
}
