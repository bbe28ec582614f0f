package dev.minijenkin.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.cli.PushedRepository;
import dev.minijenkin.cli.TestHome;
import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.instance.ChildProcess;
import dev.minijenkin.instance.Program;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A runner whose heap runs out ends, and does not live on with a job that nobody carries out.
class ExhaustedRunnerTest {
    /// The runner reads the whole of what a step leaves for the next one.
    private static final String GREEDY =
            """
            on: push
            jobs:
              greedy:
                runs-on: linux
                steps:
                  - run: |
                      { echo 'big<<E'; head -c 50000000 /dev/zero | tr '\\0' x; echo; echo E; } >> "$GITHUB_OUTPUT"
                  - run: echo done
            """;

    @Test
    void itsJobIsReleasedAndCarriedOutByAnother(@TempDir Path folder) throws Exception {
        try (ThrowAwayInstance instance =
                ThrowAwayInstance.start(TestHome.at(folder.resolve("home")), TestProgram.get())) {
            Rows rows = new Rows(instance.configuration().dataSource());
            rows.execute("update settings set lease_seconds = 6");
            ChildProcess small =
                    instance.startRunner("small", instance.configuration().url(), small());
            rows.awaitText("select 1 from live_runners where online");

            PushedRepository.create(instance, folder, "greedy").push(GREEDY);

            await("the end of the runner").atMost(Rows.PATIENCE).until(() -> !small.isAlive());
            instance.startRunner("large");
            assertThat(
                            rows.awaitText(
                                    "select conclusion from pipeline_runs where state = 'finished'"))
                    .isEqualTo("success");
            assertThat(rows.texts("select outcome from claims order by id"))
                    .containsExactly("runner_lost", "finished");
        }
    }

    private static Program small() {
        List<String> words = new ArrayList<>(TestProgram.get().words());
        words.add(1, "-Xmx40m");
        return new Program(words);
    }
}
