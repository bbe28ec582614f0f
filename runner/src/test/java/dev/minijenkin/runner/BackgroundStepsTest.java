package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Steps that others do not wait for, by real processes.
class BackgroundStepsTest {
    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        runner = bench.runner("oak", 1, folder.resolve("runner"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void whatOneLeavesIsThereOnceItWasWaitedFor() {
        RunId run =
                bench.pushSteps(
                        """
                        - id: server
                          background: true
                          env: {OWN: mine}
                          run: |
                            echo value=made >> "$GITHUB_OUTPUT"
                            echo LEFT=behind >> "$GITHUB_ENV"
                            echo /opt/of-server >> "$GITHUB_PATH"
                            until [ -e work ]; do sleep 0.05; done
                            touch served
                        - run: |
                            test -z "$LEFT" && test -z "${{ steps.server.outputs.value }}" && test ! -e served
                            touch work
                        - wait: server
                        - run: |
                            test -e served
                            echo "${{ steps.server.outputs.value }} ${{ steps.server.outcome }} $LEFT ${PATH%%:*} [$OWN]"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).contains("made success behind /opt/of-server []");
    }

    @Test
    void aFailureFailsTheJobWhereItIsWaitedFor() {
        RunId run =
                bench.pushSteps(
                        """
                        - {name: broken, id: broken, run: exit 3, background: true}
                        - run: sleep 0.5; echo "still ${{ job.status }}"
                        - {name: here, wait: broken}
                        - run: echo never
                        - {if: failure(), run: 'echo "then ${{ job.status }} ${{ steps.broken.conclusion }}"'}
                        - wait-all:
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.printed(run))
                .contains("still success", "then failure failure")
                .contains("##[error]The step failed: step 'broken' ended with exit code 3.")
                .doesNotContain("never");
        assertThat(bench.stepStates(run))
                .contains("here: FAILURE/FAILURE")
                .last()
                .isEqualTo("Wait for all steps in the background: SUCCESS/SUCCESS");
    }

    @Test
    void behindTheLastStepOfTheFileAllAreWaitedFor() {
        RunId forgiven =
                bench.pushSteps(
                        """
                        - {run: exit 3, background: true, continue-on-error: true}
                        - {run: sleep 0.5 && touch done, background: true}
                        """);
        RunId failed = bench.pushSteps("- {name: late, run: sleep 0.5; exit 4, background: true}");

        assertThat(bench.awaitRun(forgiven).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.awaitRun(failed).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.job(failed).status().cause()).isEqualTo(Cause.EXIT_CODE);
    }

    /// As in the reference: only `continue-on-error` of the step itself forgives it.
    @Test
    void aFailureCountsInTheEndWhateverBecameOfTheWaiting() {
        for (String end :
                List.of(
                        "- {wait: no, continue-on-error: true}",
                        "- run: sleep 1\n- cancel: \"no\"\n- wait-all:")) {
            RunId run =
                    bench.pushSteps(
                            "- {id: \"no\", run: exit 3, background: true}\n"
                                    + end.replace("wait: no", "wait: \"no\"")
                                    + "\n- run: echo \"still ${{ job.status }}\"\n");

            assertThat(bench.awaitRun(run).conclusion()).as(end).isEqualTo(Conclusion.FAILURE);
            assertThat(bench.printed(run)).as(end).contains("still success");
            assertThat(bench.job(run).status().cause()).as(end).isEqualTo(Cause.EXIT_CODE);
        }
    }

    /// Each member waits for a file of each other.
    @Test
    void aGroupRunsSideBySideTenAtATime() {
        StringBuilder steps = new StringBuilder("- parallel:\n");
        for (int member = 0; member < 12; member++) {
            steps.append(
                    "    - run: touch began-%d; until [ $(ls began-* | wc -l) -ge 10 ]; do sleep 0.05; done; echo of-%d\n"
                            .formatted(member, member));
        }
        steps.append("- run: ls began-* | wc -l\n");

        RunId run = bench.pushSteps(steps.toString());

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).contains("of-0", "of-9", "of-11", "12");
    }

    @Test
    void oneIsEndedByAnotherStepWithoutAFailure() {
        RunId run =
                bench.pushSteps(
                        """
                        - {id: server, if: always(), run: trap 'echo asked; exit 0' INT; while :; do sleep 0.1; done, background: true}
                        - {id: stubborn, run: touch up; sleep 600, background: true}
                        - run: until [ -e up ]; do sleep 0.05; done; sleep 0.5
                        - cancel: stubborn
                        - cancel: server
                        - cancel: server
                        - run: echo "${{ steps.stubborn.outcome }} ${{ job.status }}"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).contains("asked", "cancelled success");
    }

    @Test
    void aCancelOfTheJobEndsThemUnlessTheyGoOnAlways() {
        RunId run =
                bench.pushSteps(
                        """
                        - {run: echo up; sleep 600, background: true}
                        - {if: always(), run: sleep 1; echo tidied, background: true}
                        - run: until [ -e never ]; do sleep 0.1; done
                        - wait-all:
                        - run: echo no
                        - {if: always(), run: echo last}
                        """);
        await().atMost(Rows.PATIENCE).until(() -> bench.printed(run).contains("up"));
        bench.command("cancel", CommandArguments.NONE, run);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.printed(run)).contains("tidied", "last").doesNotContain("no");
        assertThat(bench.stepStates(run).getFirst()).endsWith("CANCELLED/CANCELLED");
    }
}
