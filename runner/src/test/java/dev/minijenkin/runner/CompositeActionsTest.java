package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Actions of the repository itself that consist of steps.
class CompositeActionsTest {
    private static final String CHECKOUT = "- uses: actions/checkout@v4\n";

    @TempDir Path folder;
    private GitFolder git;

    @SuppressWarnings("NullAway.Init") // Begun by each test, once its files are there.
    private RunnerBench bench;

    @SuppressWarnings("NullAway.Init")
    private Runner runner;

    @BeforeEach
    void start() {
        git = GitFolder.create(folder);
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void itsStepsSeeItsInputsAndItsOutputsAreThoseOfItsStep() {
        action(
                "greet",
                """
                inputs:
                  who: {default: world}
                  how: {default: '${{ github.ref_name }}'}
                  never: {description: has no default}
                outputs:
                  said: {value: '${{ steps.say.outputs.said }}, ${{ inputs.who }}'}
                runs:
                  using: composite
                  steps:
                    - id: say
                      shell: bash
                      env: {FROM_STEP: inner}
                      run: |
                        echo "hello ${{ inputs.who }} from ${{ inputs.how }}${{ inputs.never }}"
                        echo "$OUTER $FROM_STEP $GITHUB_ACTION"
                        test "$GITHUB_ACTION_PATH" = "${{ github.action_path }}"
                        echo "said=hi" >> "$GITHUB_OUTPUT"
                        echo "LATER=for all" >> "$GITHUB_ENV"
                        echo /opt/tool >> "$GITHUB_PATH"
                    - shell: cat {0}
                      working-directory: ${{ github.action_path }}
                      run: |
                        ${{ env.LATER }} ${{ steps.say.conclusion }} ${{ github.action_status }}
                """);
        RunId run =
                run(
                        """
                        - id: greet
                          uses: ./actions/greet
                          with: {WHO: you, more: x}
                          env: {OUTER: outer}
                        - run: |
                            echo "${{ steps.greet.outputs.said }} ${{ steps.say.outcome }}."
                            echo "$LATER ${PATH%%:*} [$OUTER] [$GITHUB_ACTION_PATH]"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .containsSubsequence(
                        "##[warning]The action has no input 'more': it has who, how, never",
                        "hello you from main",
                        "outer inner say",
                        "for all success success",
                        "hi, you .",
                        "for all /opt/tool [] []");
        assertThat(bench.stepStates(run)).hasSize(3);
    }

    @Test
    void oneMayUseOthersAndNoneSeesTheStepsOfAnother() {
        action(
                "inner",
                """
                inputs: {word: {default: nothing}}
                outputs: {word: {value: '${{ inputs.word }}!'}}
                runs:
                  using: composite
                  steps:
                    - {id: same, shell: bash, run: 'echo "inner [${{ steps.other.outcome }}]"'}
                """);
        action(
                "outer",
                """
                outputs: {word: {value: '${{ steps.same.outputs.word }}'}}
                runs:
                  using: composite
                  steps:
                    - {id: other, shell: bash, run: 'echo "outer [${{ inputs.word }}]"'}
                    - {id: same, uses: ./actions/inner, with: {word: deep}}
                    - {shell: bash, run: 'echo "got ${{ steps.same.outputs.word }}"'}
                """);
        RunId run =
                run(
                        """
                        - {id: same, uses: ./actions/outer}
                        - run: echo "${{ steps.same.outputs.word }}"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .containsSubsequence("outer []", "inner []", "got deep!", "deep!");
    }

    @Test
    void aStepThatFailsFailsTheActionAndConditionsAskForTheActionAlone() {
        action(
                "risky",
                """
                runs:
                  using: composite
                  steps:
                    - {shell: bash, run: 'echo begun'}
                    - {shell: bash, run: exit 3, continue-on-error: true, id: soft}
                    - {shell: bash, run: 'echo "${{ steps.soft.outcome }} ${{ steps.soft.conclusion }}"'}
                    - {name: Hard, shell: bash, run: exit 4}
                    - {shell: bash, run: echo skipped}
                    - {shell: bash, run: echo failed, if: failure()}
                    - {shell: bash, run: 'echo "always ${{ github.action_status }}"', if: always()}
                """);
        RunId run =
                run(
                        """
                        - run: exit 1
                        - {uses: ./actions/risky, if: always(), id: risky}
                        - {run: 'echo "${{ steps.risky.outcome }}"', if: always()}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.printed(run))
                .containsSubsequence(
                        "begun",
                        "failure success",
                        "##[error]Process completed with exit code 4.",
                        "failed",
                        "always failure",
                        "##[error]The step failed: step 'Hard' ended with exit code 4.",
                        "failure")
                .doesNotContain("skipped");
        assertThat(bench.text("select message from jobs"))
                .isEqualTo("Step 'Run exit 1' ended with exit code 1.");
    }

    @Test
    void theLimitOfItsStepHoldsForAllOfIt() {
        action(
                "slow",
                """
                runs:
                  using: composite
                  steps:
                    - {shell: bash, run: sleep 0.2}
                    - {shell: bash, run: sleep 60, continue-on-error: true}
                    - {shell: bash, run: echo never, if: always()}
                """);
        RunId run =
                run(
                        """
                        - {uses: ./actions/slow, timeout-minutes: 0.02}
                        - {run: echo after, if: failure()}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.steps(bench.job(run)).get(1).conclusion()).isEqualTo(Conclusion.TIMED_OUT);
        assertThat(bench.job(run).cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(bench.printed(run)).contains("after").doesNotContain("never");
    }

    @Test
    void aCancelEndsItUnlessItsStepGoesOnAlways() {
        action(
                "long",
                """
                inputs: {word: {}}
                runs:
                  using: composite
                  steps:
                    - {shell: bash, run: 'echo "waits ${{ inputs.word }}"; sleep ${{ inputs.word }}'}
                    - {shell: bash, run: 'echo "cleans ${{ inputs.word }}"', if: always()}
                    - {shell: bash, run: 'echo "goes on ${{ inputs.word }}"'}
                """);
        RunId run =
                run(
                        """
                        - {uses: ./actions/long, with: {word: 60}}
                        - {uses: ./actions/long, with: {word: 0.3}, if: always()}
                        """);
        await().atMost(Rows.PATIENCE).until(() -> bench.printed(run).contains("waits 60"));
        bench.command("cancel", CommandArguments.NONE, run);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.printed(run))
                .contains("cleans 0.3")
                .doesNotContain("goes on 60", "goes on 0.3");
        assertThat(bench.stepStates(run).get(1)).endsWith("CANCELLED/CANCELLED");
    }

    @Test
    void whatCannotBeReadIsSaid() {
        action(
                "bad",
                "runs: {using: composite, steps: [{run: 'echo ${{ secrets.A }}', shell: sh}]}");
        action("endless", "runs: {using: composite, steps: [{uses: ./actions/endless}]}");
        action("boxed", "runs: {using: docker, image: Dockerfile}");
        RunId run =
                run(
                        """
                        - {uses: ./actions/bad, continue-on-error: true}
                        - {uses: ./actions/nowhere, continue-on-error: true}
                        - {uses: ./actions/boxed, continue-on-error: true}
                        - {uses: ./actions/endless, continue-on-error: true}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .anyMatch(line ->
                        line.startsWith(
                                "##[error]The step uses './actions/bad': action.yml:1:40: "))
                .anyMatch(line ->
                        line.startsWith(
                                "##[error]The step uses './actions/nowhere', and there is no action.yml"))
                .anyMatch(line ->
                        line.contains(
                                "needs a container, and this runner has neither docker nor podman"))
                .anyMatch(line -> line.contains("more than 10 deep"));
    }

    private void action(String name, String file) {
        git.write("actions/" + name + "/action.yml", file);
    }

    private RunId run(String steps) {
        String commit = git.commit("Actions");
        git.push("main");
        bench = new RunnerBench(git.bare(), commit);
        runner = bench.runner("oak", 1, folder.resolve("runner"));
        return bench.pushSteps(CHECKOUT + steps);
    }
}
