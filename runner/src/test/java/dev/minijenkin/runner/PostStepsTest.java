package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.host.local.LocalHosts;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an action leaves to be done after the last step of its job.
class PostStepsTest {
    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        runner =
                bench.runner(
                        folder.resolve("oak"),
                        LocalHosts::start,
                        new Actions(
                                List.of(call ->
                                        call.action().equals("actions/checkout@tidy")
                                                ? Optional.of(new Tidy(call.inputs()))
                                                : Optional.empty())));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void comeAfterTheLastStepTheLastFirst() {
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@tidy
                        - run: echo last
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).containsExactly("main", "last", "second", "first");
        assertThat(bench.stepStates(run))
                .containsExactly(
                        "Run actions/checkout@tidy: SUCCESS/SUCCESS",
                        "Run echo last: SUCCESS/SUCCESS",
                        "Second: SUCCESS/SUCCESS",
                        "First: SUCCESS/SUCCESS");
        assertThat(bench.chunks(bench.job(run).id()))
                .extracting(chunk -> chunk.stepNumber())
                .isSorted()
                .endsWith(4);
    }

    @Test
    void ofSeveralStepsComeInTheReverseOrderOfTheSteps() {
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@tidy
                        - uses: actions/checkout@tidy
                          with: {suffix: ' again'}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .containsExactly(
                        "main", "main again", "second again", "first again", "second", "first");
    }

    @Test
    void comeAlsoAfterAFailureWhereTheirConditionSaysSo() {
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@tidy
                          with: {first: success()}
                        - run: exit 3
                        - run: echo skipped
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.printed(run))
                .containsExactly("main", "##[error]Process completed with exit code 3.", "second");
        assertThat(bench.stepStates(run))
                .containsExactly(
                        "Run actions/checkout@tidy: SUCCESS/SUCCESS",
                        "Run exit 3: FAILURE/FAILURE",
                        "Run echo skipped: SKIPPED/SKIPPED",
                        "Second: SUCCESS/SUCCESS",
                        "First: SKIPPED/SKIPPED");
    }

    @Test
    void comeAlsoWhereTheStepThatLeftThemFailed() {
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@tidy
                          with: {main: failure}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.printed(run)).endsWith("second", "first");
    }

    @Test
    void thatFailLetTheJobFail() {
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@tidy
                          with: {second: failure}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        Job job = bench.job(run);
        assertThat(job.cause()).isEqualTo(Cause.WORKFLOW_INVALID);
        assertThat(bench.text("select message from jobs"))
                .isEqualTo("Step 'Second' failed on purpose.");
        assertThat(bench.printed(run)).endsWith("first");
    }

    @Test
    void ofAStepThatIsSkippedAreNotLeft() {
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@tidy
                          if: false
                        - run: echo last
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).containsExactly("last");
        assertThat(bench.steps(bench.job(run))).hasSize(2);
    }

    /// Leaves two post steps.
    ///
    /// @param inputs `suffix` of what is printed; `main` and `second`: `failure` where these shall
    ///   fail; `first`: the condition of that one
    private record Tidy(Map<String, String> inputs) implements StepHandler {
        @Override
        public StepOutcome run(StepScope scope) {
            return say(scope, "main");
        }

        @Override
        public List<Post> posts() {
            return List.of(
                    new Post(
                            "First",
                            inputs.getOrDefault("first", "always()"),
                            scope -> say(scope, "first")),
                    new Post("Second", "always()", scope -> say(scope, "second")));
        }

        private StepOutcome say(StepScope scope, String word) {
            scope.printer().line(word + inputs.getOrDefault("suffix", ""));
            return inputs.getOrDefault(word, "").equals("failure")
                    ? new StepOutcome.Failed(Cause.WORKFLOW_INVALID, "failed on purpose")
                    : new StepOutcome.Succeeded();
        }
    }
}
