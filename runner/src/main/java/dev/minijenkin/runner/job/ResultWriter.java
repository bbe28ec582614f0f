package dev.minijenkin.runner.job;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.JobResult;

/// Records how a job ended and lets its run go on, in the caller's transaction.
@FunctionalInterface
public interface ResultWriter {
    /// Does nothing where the claim is not the live one.
    ///
    /// @return whether it was
    boolean write(Tx tx, ClaimId claim, JobResult result);
}
