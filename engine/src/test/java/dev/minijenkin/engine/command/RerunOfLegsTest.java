package dev.minijenkin.engine.command;

import static dev.minijenkin.engine.advance.EngineBench.failure;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.engine.advance.RunProgress;
import dev.minijenkin.engine.run.Definitions;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.workflow.expression.value.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Reruns and cancels of legs, of jobs that were planned late, and of called jobs.
class RerunOfLegsTest {
    private static final String CALLED =
            """
            on: {workflow_call: {outputs: {o: {value: '${{ jobs.y.outputs.o }}'}}}}
            jobs:
              x: {runs-on: linux, steps: [{run: x}]}
              y: {needs: x, runs-on: linux, outputs: {o: x}, steps: [{run: x}]}
              z: {runs-on: linux, steps: [{run: x}]}
            """;

    @AutoClose private final EngineBench bench = new EngineBench();
    private final SentCommands wishes = new SentCommands(bench);

    private RunId push(String jobs) {
        return bench.start(
                bench.push("refs/heads/main"),
                file("on: push\njobs:\n" + jobs.indent(2)),
                _ -> new CalledFiles.Answer.Found(CALLED.getBytes(StandardCharsets.UTF_8)));
    }

    private static ClaimedJob job(List<ClaimedJob> claimed, String name) {
        return claimed.stream()
                .filter(job -> Definitions.of(job).name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String command(CommandKind kind, RunId run) {
        CommandId command = wishes.ofRun(kind, run);
        assertThat(new CommandExecutor("test").executeWaiting(bench.runners())).isEqualTo(1);
        return wishes.result(command).outcome();
    }

    private String command(CommandKind kind, Job job) {
        CommandId command = wishes.ofJob(kind, job.id());
        assertThat(new CommandExecutor("test").executeWaiting(bench.runners())).isEqualTo(1);
        return wishes.result(command).outcome();
    }

    private RunId matrixThatFailed() {
        RunId run =
                push(
                        """
                        t: {strategy: {matrix: {os: [a, b, c]}}, runs-on: linux, steps: [{run: x}]}
                        last: {needs: t, runs-on: linux, steps: [{run: x}]}
                        """);
        List<ClaimedJob> claimed = bench.begin();
        bench.finish(job(claimed, "t (a)"), success());
        bench.finish(job(claimed, "t (b)"), failure());
        bench.finish(job(claimed, "t (c)"), EngineBench.cancelled());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        return run;
    }

    @Test
    void onlyTheLegsThatFailedRunAgain() {
        RunId run = matrixThatFailed();
        assertThat(command(CommandKind.RERUN_FAILED, run))
                .isEqualTo("Attempt 2: 3 jobs again, the results of 1 job kept");
        assertThat(bench.states(run))
                .isEqualTo(
                        Map.of(
                                "t.a", "SUCCESS", "t.b", "QUEUED", "t.c", "QUEUED", "last",
                                "BLOCKED"));
    }

    @Test
    void aKeptLegThatFailedStopsNoOther() {
        RunId run = matrixThatFailed();
        Job third = bench.jobs(run).get(2);
        command(CommandKind.RERUN_JOB, third);
        assertThat(bench.states(run))
                .containsEntry("t.b", "FAILURE")
                .containsEntry("t.c", "QUEUED");
        bench.work(success());
        assertThat(bench.states(run)).containsEntry("last", "SKIPPED");
    }

    @Test
    void aLateJobIsPlannedAnewWhereItsNeedsRunAgainAndElseNot() {
        RunId run =
                push(
                        """
                        a: {runs-on: linux, outputs: {v: x}, steps: [{run: x}]}
                        t:
                          needs: a
                          strategy: {matrix: {v: '${{ fromJSON(needs.a.outputs.v) }}'}}
                          runs-on: linux
                          steps: [{run: x}]
                        """);
        bench.work(success("{\"v\": \"[1, 2]\"}"));
        List<ClaimedJob> legs = bench.begin();
        bench.finish(job(legs, "t (1)"), success());
        bench.finish(job(legs, "t (2)"), failure());

        command(CommandKind.RERUN_FAILED, run);
        assertThat(bench.states(run))
                .isEqualTo(Map.of("a", "SUCCESS", "t._1", "SUCCESS", "t._2", "QUEUED"));
        bench.work(success());

        assertThat(command(CommandKind.RERUN, run)).isEqualTo("Attempt 3: 2 jobs again");
        assertThat(bench.states(run)).isEqualTo(Map.of("a", "QUEUED", "t", "BLOCKED"));
        bench.work(success("{\"v\": \"[7]\"}"));
        assertThat(bench.jobs(run)).extracting(Job::name).containsExactly("a", "t (7)");
        bench.work(success());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    private RunId callWhoseJobFailed() {
        RunId run =
                push(
                        """
                        a: {runs-on: linux, steps: [{run: x}]}
                        call: {needs: a, uses: ./called.yml}
                        last: {needs: call, runs-on: linux, steps: [{run: x}]}
                        """);
        bench.work(success());
        List<ClaimedJob> called = bench.begin();
        bench.finish(job(called, "call / x"), success());
        bench.finish(job(called, "call / z"), success());
        bench.work(failure());
        assertThat(bench.states(run))
                .containsEntry("call", "FAILURE")
                .containsEntry("call/y", "FAILURE")
                .containsEntry("last", "SKIPPED");
        return run;
    }

    @Test
    void onlyWhatFailedInsideACallRunsAgain() {
        RunId run = callWhoseJobFailed();
        assertThat(command(CommandKind.RERUN_FAILED, run))
                .isEqualTo("Attempt 2: 2 jobs again, the results of 3 jobs kept");
        assertThat(bench.states(run))
                .isEqualTo(
                        Map.of(
                                "a", "SUCCESS",
                                "call", "RUNNING",
                                "call/x", "SUCCESS",
                                "call/y", "QUEUED",
                                "call/z", "SUCCESS",
                                "last", "BLOCKED"));
        bench.work(success("{\"o\": \"5\"}"));
        ClaimedJob last = bench.begin().getFirst();
        assertThat(Definitions.of(last).contexts().get("needs"))
                .isEqualTo(
                        Json.parse(
                                "{\"call\": {\"result\": \"success\", \"outputs\": {\"o\": \"5\"}}}"));
        bench.finish(last, success());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aCallWhoseNeedsRunAgainCallsAgain() {
        RunId run = callWhoseJobFailed();
        assertThat(command(CommandKind.RERUN_JOB, bench.job(run, "a")))
                .isEqualTo("Attempt 2: 3 jobs again");
        assertThat(bench.states(run))
                .isEqualTo(Map.of("a", "QUEUED", "call", "BLOCKED", "last", "BLOCKED"));
        bench.work(success());
        assertThat(bench.states(run)).containsEntry("call/x", "QUEUED");
        command(CommandKind.CANCEL, run);

        command(CommandKind.RERUN_JOB, bench.job(run, "call"));
        assertThat(bench.states(run))
                .containsEntry("a", "SUCCESS")
                .containsEntry("call", "RUNNING")
                .containsEntry("call/x", "QUEUED")
                .containsEntry("call/y", "BLOCKED");
    }

    @Test
    void aCalledJobAloneRunsAgainWithWhatNeedsIt() {
        RunId run = callWhoseJobFailed();
        command(CommandKind.RERUN_JOB, bench.job(run, "call/x"));
        assertThat(bench.states(run))
                .isEqualTo(
                        Map.of(
                                "a", "SUCCESS",
                                "call", "RUNNING",
                                "call/x", "QUEUED",
                                "call/y", "BLOCKED",
                                "call/z", "SUCCESS",
                                "last", "BLOCKED"));
    }

    @Test
    void cancellingACallEndsAllItsJobs() {
        RunId run =
                push(
                        """
                        call: {uses: ./called.yml}
                        tidy: {needs: call, if: always(), runs-on: linux, steps: [{run: x}]}
                        """);
        ClaimedJob running = bench.begin().getFirst();
        assertThat(command(CommandKind.CANCEL, bench.job(run, "call")))
                .isEqualTo("Cancelled: 1 job ended, the runner of 2 jobs was asked to end it");
        assertThat(bench.states(run))
                .containsEntry("call", "RUNNING")
                .containsEntry("call/y", "CANCELLED");
        bench.beat()
                .cancelled()
                .forEach(claim ->
                        bench.in(
                                tx -> RunProgress.jobFinished(tx, claim, EngineBench.cancelled())));
        assertThat(bench.finish(running, success())).isFalse();
        assertThat(bench.states(run))
                .containsEntry("call", "CANCELLED")
                .containsEntry("tidy", "QUEUED");
    }

    @Test
    void aCancelledRunEndsWithItsCalls() {
        RunId run = push("call: {uses: ./called.yml}");
        assertThat(command(CommandKind.CANCEL, run)).isEqualTo("Cancelled: 3 jobs ended");
        assertThat(bench.states(run)).containsEntry("call", "CANCELLED");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }
}
