package dev.minijenkin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.part.PatientReader;
import dev.minijenkin.cli.view.LogPrinter;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A pushed commit runs on a runner, and its log streams to a reader that listens.
@TestInstance(Lifecycle.PER_CLASS)
class PushToLogTest {
    private Path folder;
    private ThrowAwayInstance instance;
    private Rows rows;

    @BeforeAll
    void start(@TempDir Path temporary) throws InterruptedException {
        folder = temporary;
        instance = ThrowAwayInstance.start(TestHome.at(folder.resolve("home")), TestProgram.get());
        instance.startRunner("oak");
        rows = new Rows(instance.configuration().dataSource());
    }

    @AfterAll
    void stop() {
        instance.close();
    }

    @Test
    void aPushedCommitIsFollowedToItsLastLine() throws IOException {
        PushedRepository repository = PushedRepository.create(instance, folder, "shop");
        String commit =
                repository.push(
                        """
                        name: ci
                        on: push
                        env:
                          WHO: world
                        jobs:
                          build:
                            runs-on: [linux]
                            steps:
                              - uses: actions/checkout@v4
                              - run: |
                                  for i in 1 2 3; do echo "building $i"; sleep 0.1; done
                                  git log -1 --format='at %H'
                          test:
                            needs: build
                            runs-on: linux
                            timeout-minutes: 5
                            steps:
                              - run: mkdir -p deep && pwd > deep/here
                              - run: |
                                  echo "hello $WHO"
                                  cat here
                                working-directory: deep
                              - run: printf 'the last line'
                        """);

        Followed followed = follow(run(commit));

        assertThat(followed.conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(followed.lines())
                .containsSubsequence(
                        "build | building 1",
                        "build | building 2",
                        "build | building 3",
                        "build | at " + commit,
                        "test | hello world",
                        "test | the last line");
    }

    @Test
    void aFailingJobFailsItsRunAndTheJobsAfterItAreSkipped() throws IOException {
        PushedRepository repository = PushedRepository.create(instance, folder, "broken");
        String commit =
                repository.push(
                        """
                        on: push
                        jobs:
                          build:
                            runs-on: linux
                            steps:
                              - run: echo before; exit 3
                              - run: echo never
                          test:
                            needs: build
                            runs-on: linux
                            steps:
                              - run: echo never
                        """);

        Followed followed = follow(run(commit));

        assertThat(followed.conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(followed.lines())
                .contains("build | before")
                .noneMatch(l -> l.endsWith("| never"));
        assertThat(
                        rows.texts(
                                "select key || ' ' || conclusion from jobs where run_id = ? order by id",
                                run(commit).value()))
                .containsExactly("build failure", "test skipped");
        assertThat(
                        rows.texts(
                                "select s.exit_code from steps s join jobs j on j.id = s.job_id"
                                        + " where j.run_id = ? and s.conclusion = 'failure'",
                                run(commit).value()))
                .containsExactly("3");
    }

    @Test
    void aBrokenWorkflowFileIsAFailedRunWithThePlaceOfTheError() throws IOException {
        PushedRepository repository = PushedRepository.create(instance, folder, "typo");
        String commit =
                repository.push(
                        """
                        on: push
                        jobs:
                          build:
                            runs-onn: linux
                            steps:
                              - run: echo hello
                        """);

        Followed followed = follow(run(commit));

        assertThat(followed.conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(followed.lines())
                .anyMatch(line ->
                        line.startsWith(".mini-jenkin/workflows/ci.yml:4:5: ")
                                && line.contains("runs-onn"));
    }

    @Test
    void theLocalDatabaseKeepsWhatItCommitted() {
        assertThat(rows.texts("show fsync")).containsExactly("on");
        assertThat(rows.texts("show synchronous_commit")).containsExactly("on");
    }

    private RunId run(String commit) {
        return new RunId(
                Long.parseLong(
                        rows.awaitText(
                                "select id from pipeline_runs where commit_sha = ?", commit)));
    }

    private record Followed(Conclusion conclusion, List<String> lines) {}

    private Followed follow(RunId run) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (Database database = Database.open(instance.configuration(), HintSink.NONE);
                LogPrinter printer =
                        new LogPrinter(
                                database,
                                instance.configuration(),
                                new PrintStream(printed, true, StandardCharsets.UTF_8),
                                false,
                                new PatientReader("the test", _ -> {}))) {
            Conclusion conclusion = printer.follow(run);
            return new Followed(
                    conclusion, printed.toString(StandardCharsets.UTF_8).lines().toList());
        }
    }
}
