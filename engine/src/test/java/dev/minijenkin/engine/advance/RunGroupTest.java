package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.engine.recovery.OverdueHandovers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunGroupTest {
    @AutoClose private final EngineBench workshop = new EngineBench();

    @Test
    void aRunWaitsUntilTheOneBeforeItHasEnded() {
        RunId first = push("deploy");
        RunId second = push("DEPLOY");

        assertThat(workshop.run(first).state()).isEqualTo(RunState.QUEUED);
        assertThat(workshop.run(second).state()).isEqualTo(RunState.WAITING);
        assertThat(workshop.states(second)).isEqualTo(Map.of("a", "BLOCKED"));
        assertThat(message(second))
                .isEqualTo("Waits for the concurrency group `DEPLOY`, which ci #1 holds");
        List<ClaimedJob> claimed = workshop.begin();
        assertThat(claimed).extracting(ClaimedJob::run).containsExactly(first);

        workshop.finish(claimed.getFirst(), EngineBench.failure());

        assertThat(workshop.run(second).state()).isEqualTo(RunState.QUEUED);
        assertThat(message(second)).isEqualTo("null");
        assertThat(workshop.work(success())).containsExactly("a");
        assertThat(workshop.run(second).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(members()).isEqualTo("0");
    }

    @Test
    void aNewerRunTakesThePlaceOfTheOneThatWaits() {
        RunId first = push("g");
        RunId second = push("g");
        RunId third = push("g");

        assertThat(workshop.run(first).state()).isEqualTo(RunState.QUEUED);
        assertThat(workshop.run(third).state()).isEqualTo(RunState.WAITING);
        assertSuperseded(second);
        assertThat(workshop.job(second, "a").cause()).isEqualTo(Cause.SUPERSEDED);
        assertThat(workshop.text("select message from jobs where run_id = " + second.value()))
                .isEqualTo("Superseded by ci #3 in the concurrency group `g`");
    }

    @Test
    void jobsThatTidyUpDoNotRunWhereTheRunNeverBegan() {
        push("g");
        RunId second =
                workshop.push(
                        file(
                                "name: ci\non: push\nconcurrency: g\njobs:\n  a: {if: always(), runs-on: linux, steps: [{run: x}]}\n"));
        push("g");

        assertSuperseded(second);
    }

    @Test
    void aRunThatCancelsEndsTheOneThatIsUnderWay() {
        RunId first = push("g");
        ClaimedJob running = workshop.begin().getFirst();
        RunId second = push("{group: g, cancel-in-progress: true}");

        assertThat(workshop.beat().cancelled()).containsExactly(running.claim());
        assertThat(workshop.run(second).state()).isEqualTo(RunState.WAITING);
        workshop.finish(running, EngineBench.cancelled());

        assertSuperseded(first);
        assertThat(workshop.job(first, "a").cause()).isEqualTo(Cause.SUPERSEDED);
        assertThat(workshop.run(second).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void whatHasNotBegunEndsAtOnceForARunThatCancels() {
        RunId first = push("g");
        RunId second = push("{group: g, cancel-in-progress: \"${{ github.ref_name == 'main' }}\"}");

        assertSuperseded(first);
        assertThat(workshop.run(second).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void inALineEveryRunHasItsTurn() {
        List<RunId> runs = List.of(push(LINE), push(LINE), push(LINE), push(LINE));

        for (RunId run : runs) {
            List<ClaimedJob> claimed = workshop.begin();
            assertThat(claimed).extracting(ClaimedJob::run).containsExactly(run);
            workshop.finish(claimed.getFirst(), success());
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
        assertThat(workshop.run(fourth).state()).isEqualTo(RunState.WAITING);
    }

    @Test
    void otherGroupsAndOtherRepositoriesDoNotWait() {
        push("a");
        push("b");
        push("${{ github.workflow }}-${{ github.ref }}");

        assertThat(workshop.begin()).hasSize(3);
    }

    @Test
    void aGroupThatIsEmptyFailsTheRunAtItsPlace() {
        RunId run = push("${{ vars.NOTHING }}");

        assertThat(workshop.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(workshop.cause(run)).isEqualTo(Cause.WORKFLOW_INVALID);
        Annotation annotation = workshop.annotations(run).getFirst();
        assertThat(annotation.message()).isEqualTo("The name of the concurrency group is empty");
        assertThat(annotation.line()).isEqualTo(3);
        assertThat(annotation.column()).isEqualTo(14);
        assertThat(workshop.jobs(run)).isEmpty();
    }

    @Test
    void aGroupThatIsTooLongFailsTheRun() {
        RunId run = push("${{ format('{0}{0}{0}{0}{0}', '" + "x".repeat(100) + "') }}");

        assertThat(workshop.annotations(run).getFirst().message()).contains("400").contains("500");
    }

    @Test
    void whatTheFileSaysOfCancellingMustBeATruth() {
        RunId run = push("{group: g, cancel-in-progress: \"${{ github.ref_name }}\"}");

        assertThat(workshop.annotations(run).getFirst().message())
                .isEqualTo("`cancel-in-progress` must be true or false, not 'main'");
    }

    @Test
    void aRunThatIsCancelledWhileItWaitsLeavesItsPlace() {
        RunId first = push("g");
        RunId second = push("g");
        workshop.command("cancel", second);

        assertThat(workshop.run(second).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(workshop.cause(second)).isEqualTo(Cause.CANCELLED_BY_COMMAND);
        assertThat(members()).isEqualTo("1");
        workshop.work(success());
        assertThat(workshop.run(first).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(members()).isEqualTo("0");
    }

    @Test
    void aRerunWaitsAgain() {
        RunId first = push("g");
        workshop.work(success());
        RunId second = push("g");
        ClaimedJob running = workshop.begin().getFirst();
        workshop.command("rerun", first);

        assertThat(workshop.run(first).state()).isEqualTo(RunState.WAITING);
        assertThat(workshop.begin()).isEmpty();
        workshop.finish(running, success());
        assertThat(workshop.run(second).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(workshop.work(success())).containsExactly("a");
        assertThat(workshop.run(first).attempt()).isEqualTo(2);
        assertThat(workshop.run(first).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aLostRunnerFreesThePlaceWhenTheJobMayNotBeClaimedAgain() {
        RunId first = push("g");
        RunId second = push("g");
        workshop.execute("update jobs set claims_left = 1");
        workshop.begin();
        workshop.loseRunner();

        assertThat(workshop.cause(first)).isEqualTo(Cause.RUNNER_LOST);
        assertThat(workshop.run(second).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void whatADeadProcessLeftUndoneIsMadeUpFor() {
        RunId first = push("g");
        RunId second = push("g");
        // As if the process had died right after the commit that ended the first run.
        workshop.execute("delete from concurrency_groups where run_id = " + first.value());
        assertThat(workshop.run(second).state()).isEqualTo(RunState.WAITING);

        assertThat(OverdueHandovers.take(workshop.database())).isEqualTo(1);

        assertThat(workshop.run(second).state()).isEqualTo(RunState.QUEUED);
        assertThat(OverdueHandovers.take(workshop.database())).isZero();
    }

    private void assertSuperseded(RunId id) {
        Run run = workshop.run(id);
        assertThat(run.state()).isEqualTo(RunState.FINISHED);
        assertThat(run.conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(workshop.cause(id)).isEqualTo(Cause.SUPERSEDED);
    }

    private String message(RunId id) {
        return workshop.text("select message from pipeline_runs where id = " + id.value());
    }

    private String members() {
        return workshop.text("select count(*) from concurrency_groups");
    }

    private RunId push(String concurrency) {
        return workshop.push(
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
