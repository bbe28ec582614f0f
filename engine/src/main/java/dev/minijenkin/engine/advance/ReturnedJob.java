package dev.minijenkin.engine.advance;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import java.util.Optional;

/// A job whose claim has ended without a result: it enters the queue again, or fails.
final class ReturnedJob {
    private ReturnedJob() {}

    /// @param claim released
    /// @param cause of the failure
    /// @param message one sentence for a person
    static void requeueOrEnd(Tx tx, ClaimId claim, JobId job, Cause cause, String message) {
        if (!Claims.requeue(tx, claim) && !deploysAgain(tx, job)) {
            Jobs.finish(tx, job, lost(tx, job, cause, message));
        }
    }

    /// Who had begun to deploy waits for a new token, where his environment lets him.
    private static boolean deploysAgain(Tx tx, JobId job) {
        Optional<EnvironmentId> environment = Deployments.repeat(tx, job);
        environment.ifPresent(free -> tx.afterCommit(EnvironmentHandover.of(free)));
        return environment.isPresent();
    }

    private static JobResult lost(Tx tx, JobId job, Cause cause, String message) {
        return Jobs.cancelCause(tx, job)
                .map(why ->
                        JobResult.withoutRunner(
                                Conclusion.CANCELLED, why, "Cancelled while its runner was lost"))
                .orElseGet(() ->
                        JobResult.withoutRunner(
                                Conclusion.FAILURE,
                                cause,
                                cause == Cause.RUNNER_LOST && Deployments.isActive(tx, job)
                                        ? "The runner was lost in the middle of a deployment, which is not repeated by itself"
                                        : message));
    }
}
