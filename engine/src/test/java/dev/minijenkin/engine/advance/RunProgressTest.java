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
import dev.minijenkin.db.run.Job;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.plan.JobDefinitions;
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

    @AutoClose private final EngineBench workshop = new EngineBench();

    @Test
    void aChainRunsToItsEnd() {
        RunId id = workshop.push(CHAIN);

        assertThat(workshop.work(success("{\"v\": \"1\"}"))).containsExactly("a");
        assertThat(workshop.work(success())).containsExactly("b");
        ClaimedJob last = workshop.begin().getFirst();
        assertThat(workshop.run(id).state()).isEqualTo(RunState.RUNNING);
        assertThat(JobDefinitions.decode(last.definition()).contexts().get("needs"))
                .isEqualTo(
                        Json.parse(
                                """
                                {"a": {"result": "success", "outputs": {"v": "1"}},
                                 "b": {"result": "success", "outputs": {}}}
                                """));
        assertThat(workshop.finish(last, success())).isTrue();

        assertThat(workshop.run(id).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(workshop.text("select count(*) from queue")).isEqualTo("0");
    }

    @Test
    void aFailureSkipsWhatNeedsItAndFailsTheRun() {
        RunId id = workshop.push(CHAIN);

        workshop.work(failure());

        assertThat(workshop.states(id))
                .isEqualTo(Map.of("a", "FAILURE", "b", "SKIPPED", "c", "SKIPPED"));
        assertThat(workshop.job(id, "c").cause()).isEqualTo(Cause.DEPENDENCY);
        assertThat(workshop.run(id).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(workshop.text("select cause from pipeline_runs")).isEqualTo("exit_code");
    }

    @Test
    void conditionsOfJobsLookAtResultsOutputsAndTheEvent() {
        RunId id =
                workshop.push(
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

        assertThat(workshop.states(id).get("never")).isEqualTo("SKIPPED");
        assertThat(workshop.job(id, "never").cause()).isEqualTo(Cause.CONDITION);
        assertThat(workshop.work(success("{\"go\": \"yes\"}"))).containsExactly("a");
        assertThat(workshop.work(success())).containsExactly("event", "tidy", "told");
        assertThat(workshop.states(id).get("mend")).isEqualTo("SKIPPED");
        assertThat(workshop.run(id).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aConditionThatCannotBeEvaluatedFailsItsJobWithASentence() {
        RunId id =
                workshop.push(
                        file(
                                """
                                on: push
                                jobs:
                                  a: {runs-on: linux, steps: [{run: x}]}
                                  b: {needs: a, if: fromJSON(needs.a.outputs.x), runs-on: linux, steps: [{run: x}]}
                                """));
        workshop.work(success("{\"x\": \"bad\"}"));

        assertThat(workshop.job(id, "b").cause()).isEqualTo(Cause.WORKFLOW_INVALID);
        assertThat(workshop.text("select message from jobs where key = 'b'"))
                .endsWith("fromJson: unexpected 'bad' at line 1, column 1");
        assertThat(workshop.run(id).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void aFailureThatMayBeIsASuccessForTheOthersAndTheRun() {
        RunId id =
                workshop.push(
                        file(
                                """
                                on: push
                                jobs:
                                  a: {continue-on-error: true, runs-on: linux, steps: [{run: x}]}
                                  b: {needs: a, runs-on: linux, steps: [{run: x}]}
                                """));
        workshop.work(failure());
        assertThat(workshop.work(success())).containsExactly("b");

        assertThat(workshop.states(id)).isEqualTo(Map.of("a", "FAILURE", "b", "SUCCESS"));
        assertThat(workshop.run(id).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void theFinishOfAStaleClaimIsRefusedAndChangesNothing() {
        RunId id = workshop.push(CHAIN);
        ClaimedJob stale = workshop.begin().getFirst();
        assertThat(workshop.giveBack(stale, Cause.RUNNER_STOPPED, "Stopped")).isTrue();
        List<Job> before = workshop.jobs(id);

        assertThat(workshop.finish(stale, success())).isFalse();
        assertThat(workshop.giveBack(stale, Cause.RUNNER_STOPPED, "Stopped")).isFalse();

        assertThat(workshop.jobs(id)).isEqualTo(before);
        ClaimedJob next = workshop.begin().getFirst();
        assertThat(next.job()).isEqualTo(stale.job());
        assertThat(workshop.finish(stale, failure())).isFalse();
        assertThat(workshop.finish(next, success())).isTrue();
        assertThat(workshop.finish(next, failure())).as("twice").isFalse();
        assertThat(workshop.states(id).get("a")).isEqualTo("SUCCESS");
    }

    @Test
    void aJobThatIsGivenBackTooOftenFails() {
        RunId id = workshop.push(CHAIN);
        for (int i = 0; i < 3; i++) {
            ClaimedJob job = workshop.begin().getFirst();
            assertThat(workshop.giveBack(job, Cause.RUNNER_ERROR, "The disk is full")).isTrue();
        }

        assertThat(workshop.claim()).isEmpty();
        assertThat(workshop.job(id, "a").cause()).isEqualTo(Cause.RUNNER_ERROR);
        assertThat(workshop.text("select message from jobs where key = 'a'"))
                .isEqualTo("The disk is full");
        assertThat(workshop.run(id).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void theFinishersOfTwoJobsAtTheSameMomentEndTheRunOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            RunId id =
                    workshop.push(
                            file(
                                    """
                                    on: push
                                    jobs:
                                      a: {runs-on: linux, steps: [{run: x}]}
                                      b: {runs-on: linux, steps: [{run: x}]}
                                      c: {runs-on: linux, steps: [{run: x}]}
                                      d: {needs: [a, b, c], runs-on: linux, steps: [{run: x}]}
                                    """));
            finishTogether(workshop.begin());
            List<ClaimedJob> last = workshop.begin();
            assertThat(last).extracting(ClaimedJob::key).containsExactly("d");
            finishTogether(List.of(last.getFirst(), last.getFirst()));

            assertThat(workshop.run(id).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(
                            workshop.text(
                                    "select count(*) from claims where job_id = "
                                            + last.getFirst().job().value()))
                    .isEqualTo("1");
        }
        assertThat(workshop.text("select count(*) from queue")).isEqualTo("0");
    }

    @Test
    void jobsOfACancelledRunThatAskForItStillRun() {
        RunId id =
                workshop.push(
                        file(
                                """
                                on: push
                                jobs:
                                  a: {runs-on: linux, steps: [{run: x}]}
                                  tidy: {needs: a, if: cancelled(), runs-on: linux, steps: [{run: x}]}
                                  usual: {needs: a, if: success() || failure(), runs-on: linux, steps: [{run: x}]}
                                """));
        List<ClaimedJob> running = workshop.begin();
        workshop.in(tx -> {
            Runs.lock(tx, id);
            Runs.requestCancel(tx, id, Cause.CANCELLED_BY_COMMAND);
            return true;
        });
        workshop.finish(running.getFirst(), cancelled());

        assertThat(workshop.states(id))
                .isEqualTo(Map.of("a", "CANCELLED", "tidy", "QUEUED", "usual", "SKIPPED"));
        workshop.work(success());
        assertThat(workshop.run(id).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    @Test
    void outputsMayHoldAnything() {
        RunId id = workshop.push(CHAIN);
        workshop.work(success("{\"nul\": \"a\\u0000b\", \"text\": \"\\\\u0000\"}"));

        assertThat(workshop.states(id).get("a")).isEqualTo("SUCCESS");
        assertThat(Json.parse(workshop.job(id, "a").outputs()))
                .isEqualTo(Json.parse("{\"nul\": \"a\\ufffdb\", \"text\": \"\\\\u0000\"}"));
    }

    private void finishTogether(List<ClaimedJob> jobs) throws Exception {
        try (ExecutorService finishers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> ends = new ArrayList<>();
            for (ClaimedJob job : jobs) {
                Callable<Boolean> end = () -> workshop.finish(job, success());
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
