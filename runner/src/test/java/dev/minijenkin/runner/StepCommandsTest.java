package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.testing.GitFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What steps say to the runner by their output, and what they find around them.
class StepCommandsTest {
    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        GitFolder git = GitFolder.create(folder);
        String commit =
                git.write("src/a.c", "int main;\n")
                        .write(
                                "cc.json",
                                """
                                {"problemMatcher": [{"owner": "cc", "pattern": [{
                                  "regexp": "^(.+):(\\\\d+): (error|warning): (.+)$",
                                  "file": 1, "line": 2, "severity": 3, "message": 4}]}]}
                                """)
                        .commit("One");
        git.push("main");
        bench = new RunnerBench(git.bare(), commit);
        runner = bench.runner("oak", 1, folder.resolve("runner"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void aMatcherOfOneStepFindsProblemsInTheLinesOfLaterOnesUntilItIsRemoved() {
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@v4
                        - run: |
                            echo 'src/a.c:1: error: before'
                            echo ::add-matcher::cc.json
                        - run: |
                            echo 'src/a.c:3: warning: odd'
                            printf 'src/a.c:%s: ' 4 >&2; sleep 0.3; printf 'error: late\\n' >&2
                            echo 'nothing to see'
                            echo '::remove-matcher owner=cc::'
                            echo 'src/a.c:5: error: after'
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(annotations(run))
                .extracting(
                        Annotation::stepNumber,
                        Annotation::level,
                        Annotation::message,
                        Annotation::path,
                        Annotation::line)
                .containsExactly(
                        tuple(3, AnnotationLevel.WARNING, "odd", "src/a.c", 3),
                        tuple(3, AnnotationLevel.FAILURE, "late", "src/a.c", 4));
        assertThat(bench.printed(run))
                .contains(
                        "src/a.c:1: error: before",
                        "##[warning]src/a.c:3: warning: odd",
                        "nothing to see",
                        "src/a.c:5: error: after");
    }

    @Test
    void ofOutputsWhoseNamesDifferByCaseTheLastValueCounts() {
        RunId run =
                bench.pushSteps(
                        """
                        - id: set
                          run: |
                            echo 'NAME=one' >> "$GITHUB_OUTPUT"
                            echo 'name=two' >> "$GITHUB_OUTPUT"
                        - run: echo "${{ steps.set.outputs.NAME }} ${{ steps.set.outputs.Name }}"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).contains("two two");
    }

    @Test
    void variablesMayBeSetInTheOldWayWhereTheJobAllowsIt() {
        RunId run =
                bench.push(
                        """
                        on: push
                        jobs:
                          only:
                            runs-on: linux
                            env: {ACTIONS_ALLOW_UNSECURE_COMMANDS: 'true'}
                            steps:
                              - run: |
                                  echo "::set-env name=MODE::fast"
                                  echo "::add-path::/opt/tool"
                              - run: echo "$MODE ${PATH%%:*}"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).containsExactly("fast /opt/tool");
    }

    @Test
    void theWorkspaceIsCalledLikeTheRepositoryAndTheTokenIsHidden() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: |
                            test "$(dirname "$GITHUB_WORKSPACE")" = "$RUNNER_WORKSPACE"
                            echo "${GITHUB_WORKSPACE##*/} ${#TOKEN} $TOKEN"
                            test "$TOKEN" = "$OTHER" && test -z "$GITHUB_TOKEN"
                          env:
                            TOKEN: ${{ github.token }}
                            OTHER: ${{ secrets.GITHUB_TOKEN }}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).containsExactly("shop 44 ***");
    }

    private List<Annotation> annotations(RunId run) {
        return bench.database().statement(tx -> Annotations.ofRun(tx, run, 1));
    }
}
