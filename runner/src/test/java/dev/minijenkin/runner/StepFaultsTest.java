package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.host.local.LocalHosts;
import dev.minijenkin.testing.GitFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever goes wrong in a step, the steps after it have their turn, and a name is no reason for
/// anything.
class StepFaultsTest {
    private static final String BAD = "${{ fromJSON(github.ref_name) }}";

    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        GitFolder git = GitFolder.create(folder);
        String commit = git.write("a", "a").commit("One");
        git.push("main");
        bench = new RunnerBench(git.bare(), commit);
        Actions actions =
                new Actions(
                        List.of(call ->
                                Optional.of(_ -> {
                                    throw fault(call.action());
                                })));
        runner = bench.runner(folder.resolve("runner"), LocalHosts::start, actions);
    }

    private static RuntimeException fault(String action) {
        if (action.endsWith("@v1")) {
            throw new StackOverflowError("too deep");
        }
        return new UncheckedIOException(new IOException("the disk is away"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void whatIsThrownInAStepFailsTheStepAndNoMore() {
        for (String action : List.of("actions/checkout@v1", "actions/checkout@v2")) {
            RunId run = bench.pushSteps(steps("uses: " + action));

            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
            assertThat(bench.stepStates(run))
                    .containsExactly(
                            "Forgiven: FAILURE/SUCCESS",
                            "Bad: FAILURE/FAILURE",
                            "Skipped: SKIPPED/SKIPPED",
                            "Always: SUCCESS/SUCCESS");
            assertThat(bench.printed(run))
                    .contains("after failure")
                    .anyMatch(line ->
                            line.startsWith("##[error]The step failed by a fault of the runner"));
        }
    }

    @Test
    void anExpressionThatFailsFailsItsStepWhereverItStands() {
        for (String key :
                List.of(
                        "if: " + BAD,
                        "env: {A: \"" + BAD + "\"}",
                        "working-directory: " + BAD,
                        "timeout-minutes: " + BAD,
                        "timeout-minutes: ${{ github.ref_name }}",
                        "working-directory: ${{ fromJSON('\"a\\u0000b\"') }}",
                        "env: {A: \"${{ fromJSON(github.ref_name) }}\"}")) {
            RunId run = bench.pushSteps(steps("run: echo x\n" + key));

            assertThat(bench.awaitRun(run).conclusion()).as(key).isEqualTo(Conclusion.FAILURE);
            assertThat(bench.stepStates(run))
                    .as(key)
                    .containsExactly(
                            "Forgiven: FAILURE/SUCCESS",
                            "Bad: FAILURE/FAILURE",
                            "Skipped: SKIPPED/SKIPPED",
                            "Always: SUCCESS/SUCCESS");
            assertThat(bench.printed(run))
                    .as(key)
                    .contains("after failure")
                    .anyMatch(line -> line.startsWith("##[error]The step "));
        }
    }

    @Test
    void whetherAStepMayFailIsAskedOnlyOfOneThatFailedAndAnsweredWithNo() {
        RunId run =
                bench.pushSteps(
                        """
                        - {run: 'true', continue-on-error: '${{ fromJSON(github.ref_name) }}'}
                        - {run: 'false', continue-on-error: '${{ fromJSON(github.ref_name) }}'}
                        - {run: 'echo after', if: always()}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.stepStates(run))
                .containsExactly(
                        "Run true: SUCCESS/SUCCESS",
                        "Run false: FAILURE/FAILURE",
                        "Run echo after: SUCCESS/SUCCESS");
    }

    @Test
    void aNameIsNeverAReasonForAnything() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: true docker build --pull --build-arg REV=1 --tag registry.example.org/shop/web:${{ github.ref_name }}-${{ github.sha }} .
                        - run: |
                            echo ${{
                              github.ref_name
                            }} there
                        - {name: 'Bad ${{ fromJSON(github.ref_name) }}', run: 'true'}
                        - {name: 'Skipped on ${{ github.ref_name }}', if: false, run: 'true'}
                        - {name: "Two ${{ fromJSON('\\"a\\\\nb\\"') }}", run: 'true'}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.stepStates(run))
                .satisfiesExactly(
                        first -> assertThat(first).contains("shop/web:main-").contains(" .: SUCC"),
                        second -> assertThat(second).startsWith("Run echo main there: SUCCESS"),
                        third ->
                                assertThat(third)
                                        .startsWith(
                                                "Bad ${{ fromJSON(github.ref_name) }}: SUCCESS"),
                        fourth -> assertThat(fourth).startsWith("Skipped on main: SKIPPED"),
                        fifth -> assertThat(fifth).startsWith("Two a: SUCCESS"));
    }

    @Test
    void aStepMayTakeItsOwnFoldersAway() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: rm -rf "$RUNNER_TEMP"; ln -s /nowhere "$RUNNER_TEMP"
                          continue-on-error: true
                        - run: rm -rf "$RUNNER_TEMP"
                          continue-on-error: true
                        - run: echo after
                          if: always()
                        """);

        bench.awaitRun(run);
        assertThat(bench.stepStates(run)).contains("Run echo after: SUCCESS/SUCCESS");
        assertThat(bench.printed(run)).contains("after");
    }

    private static String steps(String bad) {
        String step = bad.indent(2).stripTrailing() + "\n";
        return "- name: Forgiven\n  continue-on-error: true\n"
                + step
                + "- name: Bad\n"
                + step
                + "- {name: Skipped, run: 'echo never'}\n"
                + "- {name: Always, if: always(), run: 'echo after ${{ job.status }}'}\n";
    }
}
