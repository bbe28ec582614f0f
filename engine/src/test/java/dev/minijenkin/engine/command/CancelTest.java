package dev.minijenkin.engine.command;

import static dev.minijenkin.engine.advance.EngineBench.cancelled;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.engine.advance.EngineBench;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CancelTest {
    private static final String FIRST =
            "on: push\njobs:\n  first: {runs-on: linux, steps: [{run: x}]}\n";

    @AutoClose private final EngineBench bench = new EngineBench();
    private final SentCommands wishes = new SentCommands(bench);

    @Test
    void jobsThatWaitEndAtOnceAndTheRunWithThem() {
        RunId run =
                bench.push(
                        file(
                                FIRST
                                        + "  then: {needs: first, runs-on: linux, steps: [{run: x}]}\n"));
        CommandId command = cancel(run);

        assertThat(bench.states(run)).isEqualTo(Map.of("first", "CANCELLED", "then", "CANCELLED"));
        assertThat(bench.job(run, "first").cause()).isEqualTo(Cause.CANCELLED_BY_COMMAND);
        assertThat(bench.text("select distinct message from jobs"))
                .isEqualTo("Cancelled by postgres: it must");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.claim()).isEmpty();
        assertThat(wishes.result(command).outcome()).isEqualTo("Cancelled: 2 jobs ended");
    }

    @Test
    void theRunnerOfARunningJobIsAskedAndTheRunEndsWithIt() {
        RunId run =
                bench.push(
                        file(
                                FIRST
                                        + "  then: {needs: first, runs-on: linux, steps: [{run: x}]}\n"
                                        + "  other: {runs-on: nowhere, steps: [{run: x}]}\n"));
        ClaimedJob running = bench.begin().getFirst();
        CommandId command = cancel(run);

        assertThat(bench.beat().cancelled()).containsExactly(running.claim());
        assertThat(bench.states(run))
                .isEqualTo(Map.of("first", "RUNNING", "then", "CANCELLED", "other", "CANCELLED"));
        assertThat(bench.run(run).state()).isEqualTo(RunState.RUNNING);
        assertThat(wishes.result(command).outcome())
                .isEqualTo("Cancelled: 2 jobs ended, the runner of 1 job was asked to end it");

        assertThat(bench.finish(running, cancelled())).isTrue();
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    @Test
    void jobsThatTidyUpGoOn() {
        RunId run =
                bench.push(
                        file(
                                FIRST
                                        + "  tidy: {needs: first, if: always(), runs-on: linux, steps: [{run: x}]}\n"));
        CommandId command = cancel(run);

        assertThat(bench.states(run)).isEqualTo(Map.of("first", "CANCELLED", "tidy", "QUEUED"));
        assertThat(wishes.result(command).outcome())
                .isEqualTo("Cancelled: 1 job ended; 1 job goes on by its own condition");
        bench.work(success());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    @Test
    void aSingleJobIsCancelledAndWhatNeedsItSkipped() {
        RunId run =
                bench.push(
                        file(
                                FIRST
                                        + "  then: {needs: first, runs-on: linux, steps: [{run: x}]}\n"
                                        + "  other: {runs-on: linux, steps: [{run: x}]}\n"
                                        + "  last: {needs: other, if: '!cancelled()', runs-on: linux, steps: [{run: x}]}\n"));
        wishes.ofJob(CommandKind.CANCEL, bench.job(run, "first").id());
        execute();

        assertThat(bench.states(run))
                .isEqualTo(
                        Map.of(
                                "first", "CANCELLED",
                                "then", "SKIPPED",
                                "other", "QUEUED",
                                "last", "BLOCKED"));
        assertThat(bench.work(success())).containsExactly("other");
        assertThat(bench.work(success())).as("the run was not cancelled").containsExactly("last");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    @Test
    void aJobThatWasTakenButHasNotBegunIsAskedAsWell() {
        RunId run = bench.push(file(FIRST));
        ClaimedJob taken = bench.claim().getFirst();
        cancel(run);

        assertThat(bench.beat().cancelled()).containsExactly(taken.claim());
        assertThat(bench.giveBack(taken, Cause.RUNNER_STOPPED, "Stopped")).isTrue();
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    private CommandId cancel(RunId run) {
        CommandId command = wishes.ofRun(CommandKind.CANCEL, run);
        execute();
        return command;
    }

    private void execute() {
        assertThat(new CommandExecutor("test").executeWaiting(bench.runners())).isEqualTo(1);
    }
}
