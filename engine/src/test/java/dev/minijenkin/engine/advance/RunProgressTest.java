package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.cancelled;
import static dev.minijenkin.engine.advance.EngineBench.failure;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.engine.run.Definitions;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.expression.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private static final WorkflowSource CHAIN =
            file(
                    """
                    on: push
                    jobs:
                      a: {runs-on: linux, steps: [{run: x}]}
                      b: {needs: a, runs-on: linux, steps: [{run: x}]}
                      c: {needs: [a, b], runs-on: linux, steps: [{run: x}]}
                    """);

    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void aChainRunsToItsEnd() {
        RunId id = bench.push(CHAIN);

        assertThat(bench.work(success("{\"v\": \"1\"}"))).containsExactly("a");
        assertThat(bench.work(success())).containsExactly("b");
        ClaimedJob last = bench.begin().getFirst();
        assertThat(bench.run(id).state()).isEqualTo(RunState.RUNNING);
        assertThat(Definitions.of(last).contexts().get("needs"))
                .isEqualTo(
                        Json.parse(
                                """
                                {"a": {"result": "success", "outputs": {"v": "1"}},
                                 "b": {"result": "success", "outputs": {}}}
                                """));
        assertThat(bench.finish(last, success())).isTrue();

        assertThat(bench.run(id).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.text("select count(*) from queue")).isEqualTo("0");
    }

    @Test
    void aFailureSkipsWhatNeedsItAndFailsTheRun() {
        RunId id = bench.push(CHAIN);

        bench.work(failure());

        assertThat(bench.states(id))
                .isEqualTo(Map.of("a", "FAILURE", "b", "SKIPPED", "c", "SKIPPED"));
        assertThat(bench.job(id, "c").cause()).isEqualTo(Cause.DEPENDENCY);
        assertThat(bench.run(id).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.text("select cause from pipeline_runs")).isEqualTo("exit_code");
    }

    @Test
    void conditionsOfJobsLookAtResultsOutputsAndTheEvent() {
        RunId id =
                bench.push(
                        file(
                                """
                                on: push
                                jobs:
                                  a: {runs-on: linux, steps: [{run: x}]}
                                  mend: {needs: a, if: failure(), runs-on: linux, steps: [{run: x}]}
                                  tidy: {needs: [a, mend], if: always(), runs-on: linux, steps: [{run: x}]}
                                  told: {needs: a, if: "always() && needs.a.outputs.go == 'yes'", runs-on: linux, steps: [{run: x}]}
                                  event: {needs: a, if: "!cancelled() && startsWith(github.event.head_commit.message, 'Mend')", runs-on: linux, steps: [{run: x}]}
                                  never: {if: "github.ref_name == 'other'", runs-on: linux, steps: [{run: x}]}
                                """));

        assertThat(bench.states(id).get("never")).isEqualTo("SKIPPED");
        assertThat(bench.job(id, "never").cause()).isEqualTo(Cause.CONDITION);
        assertThat(bench.work(success("{\"go\": \"yes\"}"))).containsExactly("a");
        assertThat(bench.work(success())).containsExactly("event", "tidy", "told");
        assertThat(bench.states(id).get("mend")).isEqualTo("SKIPPED");
        assertThat(bench.run(id).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aConditionThatCannotBeEvaluatedFailsItsJobWithASentence() {
        RunId id =
                bench.push(
                        file(
                                """
                                on: push
                                jobs:
                                  a: {runs-on: linux, steps: [{run: x}]}
                                  b: {needs: a, if: fromJSON(needs.a.outputs.x), runs-on: linux, steps: [{run: x}]}
                                """));
        bench.work(success("{\"x\": \"bad\"}"));

        assertThat(bench.job(id, "b").cause()).isEqualTo(Cause.WORKFLOW_INVALID);
        assertThat(bench.text("select message from jobs where key = 'b'"))
                .endsWith("fromJson: unexpected 'bad' at line 1, column 1");
        assertThat(bench.run(id).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void aFailureThatMayBeIsASuccessForTheOthersAndTheRun() {
        RunId id =
                bench.push(
                        file(
                                """
                                on: push
                                jobs:
                                  a: {continue-on-error: true, runs-on: linux, steps: [{run: x}]}
                                  b: {needs: a, runs-on: linux, steps: [{run: x}]}
                                """));
        bench.work(failure());
        assertThat(bench.work(success())).containsExactly("b");

        assertThat(bench.states(id)).isEqualTo(Map.of("a", "FAILURE", "b", "SUCCESS"));
        assertThat(bench.run(id).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void theFinishOfAStaleClaimIsRefusedAndChangesNothing() {
        RunId id = bench.push(CHAIN);
        ClaimedJob stale = bench.begin().getFirst();
        assertThat(bench.giveBack(stale, Cause.RUNNER_STOPPED, "Stopped")).isTrue();
        List<Job> before = bench.jobs(id);

        assertThat(bench.finish(stale, success())).isFalse();
        assertThat(bench.giveBack(stale, Cause.RUNNER_STOPPED, "Stopped")).isFalse();

        assertThat(bench.jobs(id)).isEqualTo(before);
        ClaimedJob next = bench.begin().getFirst();
        assertThat(next.job()).isEqualTo(stale.job());
        assertThat(bench.finish(stale, failure())).isFalse();
        assertThat(bench.finish(next, success())).isTrue();
        assertThat(bench.finish(next, failure())).as("twice").isFalse();
        assertThat(bench.states(id).get("a")).isEqualTo("SUCCESS");
    }

    @Test
    void aJobThatIsGivenBackTooOftenFails() {
        RunId id = bench.push(CHAIN);
        for (int i = 0; i < 3; i++) {
            ClaimedJob job = bench.begin().getFirst();
            assertThat(bench.giveBack(job, Cause.RUNNER_ERROR, "The disk is full")).isTrue();
        }

        assertThat(bench.claim()).isEmpty();
        assertThat(bench.job(id, "a").cause()).isEqualTo(Cause.RUNNER_ERROR);
        assertThat(bench.text("select message from jobs where key = 'a'"))
                .isEqualTo("The disk is full");
        assertThat(bench.run(id).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void theFinishersOfTwoJobsAtTheSameMomentEndTheRunOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            RunId id =
                    bench.push(
                            file(
                                    """
                                    on: push
                                    jobs:
                                      a: {runs-on: linux, steps: [{run: x}]}
                                      b: {runs-on: linux, steps: [{run: x}]}
                                      c: {runs-on: linux, steps: [{run: x}]}
                                      d: {needs: [a, b, c], runs-on: linux, steps: [{run: x}]}
                                    """));
            finishTogether(bench.begin());
            List<ClaimedJob> last = bench.begin();
            assertThat(last).extracting(ClaimedJob::key).containsExactly("d");
            finishTogether(List.of(last.getFirst(), last.getFirst()));

            assertThat(bench.run(id).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(
                            bench.text(
                                    "select count(*) from claims where job_id = "
                                            + last.getFirst().job().value()))
                    .isEqualTo("1");
        }
        assertThat(bench.text("select count(*) from queue")).isEqualTo("0");
    }

    @Test
    void jobsOfACancelledRunThatAskForItStillRun() {
        RunId id =
                bench.push(
                        file(
                                """
                                on: push
                                jobs:
                                  a: {runs-on: linux, steps: [{run: x}]}
                                  tidy: {needs: a, if: cancelled(), runs-on: linux, steps: [{run: x}]}
                                  usual: {needs: a, if: success() || failure(), runs-on: linux, steps: [{run: x}]}
                                """));
        List<ClaimedJob> running = bench.begin();
        bench.in(tx -> {
            Runs.lock(tx, id);
            Runs.requestCancel(tx, id, Cause.CANCELLED_BY_COMMAND);
            return true;
        });
        bench.finish(running.getFirst(), cancelled());

        assertThat(bench.states(id))
                .isEqualTo(Map.of("a", "CANCELLED", "tidy", "QUEUED", "usual", "SKIPPED"));
        bench.work(success());
        assertThat(bench.run(id).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    @Test
    void outputsMayHoldAnything() {
        RunId id = bench.push(CHAIN);
        bench.work(success("{\"nul\": \"a\\u0000b\", \"text\": \"\\\\u0000\"}"));

        assertThat(bench.states(id).get("a")).isEqualTo("SUCCESS");
        assertThat(Json.parse(bench.job(id, "a").outputs()))
                .isEqualTo(Json.parse("{\"nul\": \"a\\ufffdb\", \"text\": \"\\\\u0000\"}"));
    }

    private void finishTogether(List<ClaimedJob> jobs) throws Exception {
        try (ExecutorService finishers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> ends = new ArrayList<>();
            for (ClaimedJob job : jobs) {
                Callable<Boolean> end = () -> bench.finish(job, success());
                ends.add(finishers.submit(end));
            }
            long written = 0;
            for (Future<Boolean> end : ends) {
                written += end.get() ? 1 : 0;
            }
            assertThat(written).isEqualTo(jobs.stream().distinct().count());
        }
    }
}
