package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JobGroupTest {
    private static final String STEPS = "runs-on: linux, steps: [{run: x}]";

    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void aJobWaitsWhileOneOfAnotherRunIsActive() {
        RunId first = push("a: {concurrency: g, " + STEPS + "}", "b: {" + STEPS + "}");
        RunId second = push("a: {concurrency: G, " + STEPS + "}", "b: {" + STEPS + "}");

        assertThat(bench.states(first)).isEqualTo(Map.of("a", "QUEUED", "b", "QUEUED"));
        assertThat(bench.states(second)).isEqualTo(Map.of("a", "WAITING", "b", "QUEUED"));
        assertThat(waitingFor(second)).isEqualTo("concurrency");
        assertThat(message(second))
                .isEqualTo("Waits for the concurrency group `G`, which a of ci #1 holds");

        assertThat(bench.work(success())).containsExactly("a", "b", "b");
        assertThat(bench.states(second)).isEqualTo(Map.of("a", "QUEUED", "b", "SUCCESS"));
        assertThat(bench.work(success())).containsExactly("a");
        assertThat(bench.run(second).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(members()).isEqualTo("0");
    }

    @Test
    void theGroupMayNameWhatEarlierJobsFoundOut() {
        String needing =
                "b: {needs: a, concurrency: '${{ needs.a.outputs.where }}', " + STEPS + "}";
        RunId run = push("a: {" + STEPS + "}", needing);
        bench.work(success("{\"where\": \"moon\"}"));

        assertThat(bench.text("select name || active from concurrency_groups"))
                .isEqualTo("moontrue");
        assertThat(bench.text("select concurrency_group from jobs where key = 'b'"))
                .isEqualTo("moon");
        assertThat(bench.states(run)).isEqualTo(Map.of("a", "SUCCESS", "b", "QUEUED"));
    }

    @Test
    void jobsOfOneRunTakeTurns() {
        RunId run =
                push("a: {concurrency: g, " + STEPS + "}", "b: {concurrency: g, " + STEPS + "}");

        assertThat(bench.work(success())).containsExactly("a");
        assertThat(bench.work(success())).containsExactly("b");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aNewerJobReplacesTheOneThatWaits() {
        push("a: {concurrency: g, " + STEPS + "}");
        RunId second = push("a: {concurrency: g, " + STEPS + "}", "b: {needs: a, " + STEPS + "}");
        RunId third = push("a: {concurrency: g, " + STEPS + "}");

        assertThat(bench.states(second)).isEqualTo(Map.of("a", "CANCELLED", "b", "SKIPPED"));
        assertThat(bench.job(second, "a").cause()).isEqualTo(Cause.SUPERSEDED);
        assertThat(bench.run(second).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.cause(second)).isEqualTo(Cause.SUPERSEDED);
        assertThat(bench.job(third, "a").state()).isEqualTo(JobState.WAITING);
    }

    @Test
    void aJobThatCancelsAsksTheRunnerOfTheActiveOne() {
        RunId first = push("a: {concurrency: g, " + STEPS + "}", "b: {" + STEPS + "}");
        List<ClaimedJob> running = bench.begin();
        RunId second =
                push("a: {concurrency: {group: g, cancel-in-progress: true}, " + STEPS + "}");

        ClaimedJob active =
                running.stream().filter(job -> job.key().equals("a")).findFirst().orElseThrow();
        assertThat(bench.beat().cancelled()).containsExactly(active.claim());
        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.WAITING);
        bench.finish(active, EngineBench.cancelled());

        assertThat(bench.job(first, "a").cause()).isEqualTo(Cause.SUPERSEDED);
        assertThat(bench.states(first)).isEqualTo(Map.of("a", "CANCELLED", "b", "RUNNING"));
        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aBadGroupFailsTheJobWithASentenceAndItsPlace() {
        RunId run =
                push(
                        "a: {concurrency: \"${{ vars.NOTHING }}\", " + STEPS + "}",
                        "b: {needs: a, if: failure(), " + STEPS + "}");

        Job job = bench.job(run, "a");
        assertThat(job.conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(job.cause()).isEqualTo(Cause.WORKFLOW_INVALID);
        assertThat(bench.text("select message from jobs where key = 'a'"))
                .isEqualTo("The name of the concurrency group is empty (line 4, column 20)");
        Annotation annotation = bench.annotations(run).getFirst();
        assertThat(annotation.job()).isEqualTo(job.id());
        assertThat(annotation.path()).isEqualTo(EngineBench.PATH);
        assertThat(annotation.line()).isEqualTo(4);
        assertThat(bench.job(run, "b").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void theGroupOfItsOwnRunIsReported() {
        RunId run =
                bench.push(
                        file(
                                """
                                name: ci
                                on: push
                                concurrency: x-${{ github.ref_name }}
                                jobs:
                                  a: {concurrency: 'X-main', runs-on: linux, steps: [{run: x}]}
                                """));

        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.text("select message from jobs"))
                .startsWith("The job would wait for ever: its own run");
        assertThat(members()).isEqualTo("0");
    }

    @Test
    void runsThatWouldWaitForEachOtherAreReported() {
        RunId first = crossed("x", "y");
        RunId second = crossed("y", "x");
        assertThat(bench.work(success())).containsExactly("a", "a");

        assertThat(bench.states(second)).isEqualTo(Map.of("a", "SUCCESS", "b", "FAILURE"));
        assertThat(bench.text("select message from jobs where conclusion = 'failure'"))
                .isEqualTo(
                        "It would wait for ever: ci #1 holds the concurrency group `x`, and waits for this run");
        assertThat(bench.states(first)).isEqualTo(Map.of("a", "SUCCESS", "b", "QUEUED"));
        bench.work(success());
        assertThat(members()).isEqualTo("0");
    }

    private RunId crossed(String ofRun, String ofJob) {
        return bench.push(
                file(
                        "name: ci\non: push\nconcurrency: %s\njobs:\n  a: {%s}\n  b: {needs: a, concurrency: %s, %s}\n"
                                .formatted(ofRun, STEPS, ofJob, STEPS)));
    }

    @Test
    void aJobThatIsCancelledWhileItWaitsLeavesItsPlace() {
        push("a: {concurrency: g, " + STEPS + "}");
        RunId second = push("a: {concurrency: g, " + STEPS + "}");
        bench.command("cancel", second);

        assertThat(bench.run(second).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(members()).isEqualTo("1");
    }

    @Test
    void aJobOfALostRunnerKeepsItsPlaceUntilItIsGivenUp() {
        push("a: {concurrency: g, " + STEPS + "}");
        RunId second = push("a: {concurrency: g, " + STEPS + "}");
        bench.begin();
        bench.loseRunner();
        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.WAITING);
        bench.execute("update jobs set claims_left = 1 where state = 'queued'");
        bench.begin();
        bench.loseRunner();

        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aRerunOfAJobWaitsAgain() {
        RunId first = push("a: {concurrency: g, " + STEPS + "}");
        bench.work(EngineBench.failure());
        push("a: {concurrency: g, " + STEPS + "}");
        bench.begin();
        bench.command("rerun_failed", first);

        assertThat(bench.job(first, "a").state()).isEqualTo(JobState.WAITING);
        assertThat(bench.claim()).isEmpty();
    }

    private String waitingFor(RunId run) {
        return bench.text(
                "select waiting_for from jobs where key = 'a' and run_id = " + run.value());
    }

    private String message(RunId run) {
        return bench.text("select message from jobs where key = 'a' and run_id = " + run.value());
    }

    private String members() {
        return bench.text("select count(*) from concurrency_groups");
    }

    private RunId push(String... jobs) {
        return bench.push(file("name: ci\non: push\njobs:\n  " + String.join("\n  ", jobs)));
    }
}
