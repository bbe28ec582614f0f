package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.engine.recovery.OverdueHandovers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunGroupTest {
    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void aRunWaitsUntilTheOneBeforeItHasEnded() {
        RunId first = push("deploy");
        RunId second = push("DEPLOY");

        assertThat(bench.run(first).state()).isEqualTo(RunState.QUEUED);
        assertThat(bench.run(second).state()).isEqualTo(RunState.WAITING);
        assertThat(bench.states(second)).isEqualTo(Map.of("a", "BLOCKED"));
        assertThat(message(second))
                .isEqualTo("Waits for the concurrency group `DEPLOY`, which ci #1 holds");
        List<ClaimedJob> claimed = bench.begin();
        assertThat(claimed).extracting(ClaimedJob::run).containsExactly(first);

        bench.finish(claimed.getFirst(), EngineBench.failure());

        assertThat(bench.run(second).state()).isEqualTo(RunState.QUEUED);
        assertThat(message(second)).isEqualTo("null");
        assertThat(bench.work(success())).containsExactly("a");
        assertThat(bench.run(second).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(members()).isEqualTo("0");
    }

    @Test
    void aNewerRunTakesThePlaceOfTheOneThatWaits() {
        RunId first = push("g");
        RunId second = push("g");
        RunId third = push("g");

        assertThat(bench.run(first).state()).isEqualTo(RunState.QUEUED);
        assertThat(bench.run(third).state()).isEqualTo(RunState.WAITING);
        assertSuperseded(second);
        assertThat(bench.job(second, "a").cause()).isEqualTo(Cause.SUPERSEDED);
        assertThat(bench.text("select message from jobs where run_id = " + second.value()))
                .isEqualTo("Superseded by ci #3 in the concurrency group `g`");
    }

    @Test
    void jobsThatTidyUpDoNotRunWhereTheRunNeverBegan() {
        push("g");
        RunId second =
                bench.push(
                        file(
                                "name: ci\non: push\nconcurrency: g\njobs:\n  a: {if: always(), runs-on: linux, steps: [{run: x}]}\n"));
        push("g");

        assertSuperseded(second);
    }

    @Test
    void aRunThatCancelsEndsTheOneThatIsUnderWay() {
        RunId first = push("g");
        ClaimedJob running = bench.begin().getFirst();
        RunId second = push("{group: g, cancel-in-progress: true}");

        assertThat(bench.beat().cancelled()).containsExactly(running.claim());
        assertThat(bench.run(second).state()).isEqualTo(RunState.WAITING);
        bench.finish(running, EngineBench.cancelled());

        assertSuperseded(first);
        assertThat(bench.job(first, "a").cause()).isEqualTo(Cause.SUPERSEDED);
        assertThat(bench.run(second).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void whatHasNotBegunEndsAtOnceForARunThatCancels() {
        RunId first = push("g");
        RunId second = push("{group: g, cancel-in-progress: \"${{ github.ref_name == 'main' }}\"}");

        assertSuperseded(first);
        assertThat(bench.run(second).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void inALineEveryRunHasItsTurn() {
        List<RunId> runs = List.of(push(LINE), push(LINE), push(LINE), push(LINE));

        for (RunId run : runs) {
            List<ClaimedJob> claimed = bench.begin();
            assertThat(claimed).extracting(ClaimedJob::run).containsExactly(run);
            bench.finish(claimed.getFirst(), success());
        }
        assertThat(members()).isEqualTo("0");
    }

    private static final String LINE = "{group: g, queue: max}";

    @Test
    void whoIsNotOfALineReplacesAllThatWaitInIt() {
        push(LINE);
        RunId second = push(LINE);
        RunId third = push(LINE);
        RunId fourth = push("g");

        assertSuperseded(second);
        assertSuperseded(third);
        assertThat(bench.run(fourth).state()).isEqualTo(RunState.WAITING);
    }

    @Test
    void otherGroupsAndOtherRepositoriesDoNotWait() {
        push("a");
        push("b");
        push("${{ github.workflow }}-${{ github.ref }}");

        assertThat(bench.begin()).hasSize(3);
    }

    @Test
    void aGroupThatIsEmptyFailsTheRunAtItsPlace() {
        RunId run = push("${{ vars.NOTHING }}");

        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.cause(run)).isEqualTo(Cause.WORKFLOW_INVALID);
        Annotation annotation = bench.annotations(run).getFirst();
        assertThat(annotation.message()).isEqualTo("The name of the concurrency group is empty");
        assertThat(annotation.line()).isEqualTo(3);
        assertThat(annotation.column()).isEqualTo(14);
        assertThat(bench.jobs(run)).isEmpty();
    }

    @Test
    void aGroupThatIsTooLongFailsTheRun() {
        RunId run = push("${{ format('{0}{0}{0}{0}{0}', '" + "x".repeat(100) + "') }}");

        assertThat(bench.annotations(run).getFirst().message()).contains("400").contains("500");
    }

    @Test
    void whatTheFileSaysOfCancellingMustBeATruth() {
        RunId run = push("{group: g, cancel-in-progress: \"${{ github.ref_name }}\"}");

        assertThat(bench.annotations(run).getFirst().message())
                .isEqualTo("`cancel-in-progress` must be true or false, not 'main'");
    }

    @Test
    void aRunThatIsCancelledWhileItWaitsLeavesItsPlace() {
        RunId first = push("g");
        RunId second = push("g");
        bench.command("cancel", second);

        assertThat(bench.run(second).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.cause(second)).isEqualTo(Cause.CANCELLED_BY_COMMAND);
        assertThat(members()).isEqualTo("1");
        bench.work(success());
        assertThat(bench.run(first).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(members()).isEqualTo("0");
    }

    @Test
    void aRerunWaitsAgain() {
        RunId first = push("g");
        bench.work(success());
        RunId second = push("g");
        ClaimedJob running = bench.begin().getFirst();
        bench.command("rerun", first);

        assertThat(bench.run(first).state()).isEqualTo(RunState.WAITING);
        assertThat(bench.begin()).isEmpty();
        bench.finish(running, success());
        assertThat(bench.run(second).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.work(success())).containsExactly("a");
        assertThat(bench.run(first).attempt()).isEqualTo(2);
        assertThat(bench.run(first).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aLostRunnerFreesThePlaceWhenTheJobMayNotBeClaimedAgain() {
        RunId first = push("g");
        RunId second = push("g");
        bench.execute("update jobs set claims_left = 1");
        bench.begin();
        bench.loseRunner();

        assertThat(bench.cause(first)).isEqualTo(Cause.RUNNER_LOST);
        assertThat(bench.run(second).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void whatADeadProcessLeftUndoneIsMadeUpFor() {
        RunId first = push("g");
        RunId second = push("g");
        // As if the process had died right after the commit that ended the first run.
        bench.execute("delete from concurrency_groups where run_id = " + first.value());
        assertThat(bench.run(second).state()).isEqualTo(RunState.WAITING);

        assertThat(OverdueHandovers.take(bench.runners())).isEqualTo(1);

        assertThat(bench.run(second).state()).isEqualTo(RunState.QUEUED);
        assertThat(OverdueHandovers.take(bench.runners())).isZero();
    }

    private void assertSuperseded(RunId id) {
        Run run = bench.run(id);
        assertThat(run.state()).isEqualTo(RunState.FINISHED);
        assertThat(run.conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.cause(id)).isEqualTo(Cause.SUPERSEDED);
    }

    private String message(RunId id) {
        return bench.text("select message from pipeline_runs where id = " + id.value());
    }

    private String members() {
        return bench.text("select count(*) from concurrency_groups");
    }

    private RunId push(String concurrency) {
        return bench.push(
                file(
                        """
                        name: ci
                        on: push
                        concurrency: %s
                        jobs:
                          a: {runs-on: linux, steps: [{run: x}]}
                        """
                                .formatted(concurrency)));
    }
}
