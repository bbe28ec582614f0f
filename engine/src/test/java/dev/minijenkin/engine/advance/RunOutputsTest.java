package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.REST;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunOutputsTest {
    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void aJobWithWhichTheRunGivesOutTooMuchFailsAndSaysSo() {
        RunId run = fullRun();
        List<ClaimedJob> jobs = bench.begin();

        bench.finish(jobs.getFirst(), result(Conclusion.SUCCESS, null, null, 3000));

        Job failed = bench.job(run, "b");
        assertThat(failed.conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(failed.cause()).isEqualTo(Cause.WORKFLOW_INVALID);
        assertThat(failed.outputs()).isEqualTo("{}");
        assertThat(bench.text("select message from jobs where key = 'b'"))
                .startsWith("With the outputs of this job those of the run have 52429")
                .contains("no more than 52428800 are kept");
        assertThat(bench.text("select log_lines from jobs where key = 'b'")).isEqualTo("7");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void oneThatFailedAnywayKeepsItsReason() {
        JobResult failed = result(Conclusion.FAILURE, Cause.EXIT_CODE, "It ended with 3", 3000);

        assertThat(bounded(fullRun(), failed))
                .isEqualTo(
                        new JobResult(
                                Conclusion.FAILURE,
                                Cause.EXIT_CODE,
                                "It ended with 3",
                                "{}",
                                7,
                                7,
                                false));
    }

    @Test
    void asMuchAsIsAllowedIsKept() {
        JobResult fits = result(Conclusion.SUCCESS, null, null, 1500);

        assertThat(bounded(fullRun(), fits)).isEqualTo(fits);
    }

    /// What an earlier attempt gave out is not given out again.
    @Test
    void eachAttemptCountsForItself() {
        RunId run = fullRun();
        bench.execute("update pipeline_runs set attempt = 2");
        JobResult again = result(Conclusion.SUCCESS, null, null, 3000);

        assertThat(bounded(run, again)).isEqualTo(again);
    }

    private JobResult bounded(RunId run, JobResult result) {
        return bench.in(tx -> RunOutputs.bounded(tx, bench.run(run), result));
    }

    /// Whose job `a` has ended, and gave out nearly as much as a run may.
    private RunId fullRun() {
        RunId run = bench.push(file("on: push\njobs: {a: {%1$s}, b: {%1$s}}".formatted(REST)));
        ClaimedJob first = bench.claim(1).getFirst();
        bench.acknowledge(first);
        bench.finish(first, result(Conclusion.SUCCESS, null, null, 1));
        bench.execute(
                "update jobs set outputs = jsonb_build_object('x', repeat('y', %d)) where key = 'a'"
                        .formatted(RunOutputs.MOST_BYTES - 2000));
        return run;
    }

    private static JobResult result(
            Conclusion conclusion, @Nullable Cause cause, @Nullable String message, int bytes) {
        return new JobResult(
                conclusion, cause, message, "{\"x\": \"" + "z".repeat(bytes) + "\"}", 7, 7, false);
    }
}
