package dev.minijenkin.engine.advance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;

/// The bound of what all jobs of an attempt give out together, as in the reference: each job that
/// needs them gets a copy.
final class RunOutputs {
    /// Of their JSON.
    static final long MOST_BYTES = 50L << 20;

    /// Characters up to which nobody counts: as many jobs as a run may have reach a twentieth of
    /// the bound with them.
    private static final int LITTLE = 1024;

    private RunOutputs() {}

    /// The result as it is kept: without outputs that are too much, of which the job fails.
    static JobResult bounded(Tx tx, Run run, JobResult result) {
        if (result.outputs().length() <= LITTLE) {
            return result;
        }
        long together =
                Jobs.outputBytes(tx, run.id(), run.attempt())
                        + result.outputs().getBytes(UTF_8).length;
        if (together <= MOST_BYTES) {
            return result;
        }
        return result.conclusion() == Conclusion.SUCCESS
                ? result.withoutOutputs(
                        Conclusion.FAILURE,
                        Cause.WORKFLOW_INVALID,
                        "With the outputs of this job those of the run have %d bytes, and no more than %d are kept: leave what is bigger in a file."
                                .formatted(together, MOST_BYTES))
                : result.withoutOutputs(result.conclusion(), result.cause(), result.message());
    }
}
