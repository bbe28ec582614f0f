package dev.minijenkin.engine.advance;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.Acknowledgement;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.claim.LostClaim;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.JobResult;
import dev.minijenkin.db.run.Jobs;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.Steps;
import dev.minijenkin.engine.run.RunEvents;
import java.util.Optional;

/// How a run goes on when one of its jobs begins or ends. Each method wants a transaction of its
/// caller ([dev.minijenkin.db.Database#transaction]), takes the run's lock first, and does nothing
/// at all where the claim is not the live one any more.
public final class RunProgress {
    private RunProgress() {}

    /// The runner that holds the claim begins with the job, and with the first one its run begins.
    ///
    /// @return false where the claim is not live any more: nothing was written
    public static boolean jobBegan(Tx tx, ClaimId claim, RunId run) {
        Acknowledgement acknowledgement = Claims.acknowledge(tx, claim, run);
        if (acknowledgement == Acknowledgement.RUN_BEGAN) {
            RunEvents.inProgress(tx, run);
        }
        return acknowledgement.accepted();
    }

    /// The runner that holds the claim says how the job ended: writes it down and lets the run go
    /// on.
    ///
    /// @return false where the claim is not live any more: nothing was written
    public static boolean jobFinished(Tx tx, ClaimId claim, JobResult result) {
        return lockRun(tx, claim)
                .flatMap(run ->
                        Claims.release(tx, claim, ClaimOutcome.FINISHED)
                                .map(job -> {
                                    Jobs.finish(tx, job, withCause(tx, job, result));
                                    Advance.run(tx, run);
                                    return true;
                                }))
                .orElse(false);
    }

    /// The runner that holds the claim gives the job back, because it cannot carry it out: the job
    /// enters the queue again, or fails where it was claimed too often.
    ///
    /// @param cause of the failure
    /// @param message one sentence for a person
    /// @return false where the claim is not live any more: nothing was written
    public static boolean jobReturned(Tx tx, ClaimId claim, Cause cause, String message) {
        return lockRun(tx, claim)
                .flatMap(run ->
                        Claims.release(tx, claim, ClaimOutcome.RETURNED)
                                .map(job -> {
                                    requeueOrEnd(tx, run, claim, job, cause, message);
                                    return true;
                                }))
                .orElse(false);
    }

    /// Whoever notices a lost claim ends it: the job enters the queue again, or fails where it was
    /// claimed too often.
    ///
    /// @return false where it is not lost any more, or another process was first
    public static boolean claimLost(Tx tx, LostClaim claim) {
        Optional<Run> run = Runs.lock(tx, claim.run());
        if (run.isEmpty() || !Claims.releaseLost(tx, claim)) {
            return false;
        }
        requeueOrEnd(
                tx,
                run.get(),
                claim.claim(),
                claim.job(),
                Cause.RUNNER_LOST,
                "The runner was lost, and the job may not be claimed again");
        return true;
    }

    /// Lets a run go on after its jobs were changed.
    ///
    /// @param run read under its lock ([Runs#lock])
    public static void advance(Tx tx, Run run) {
        Advance.run(tx, run);
    }

    private static Optional<Run> lockRun(Tx tx, ClaimId claim) {
        Optional<RunId> id = Claims.runOf(tx, claim);
        return id.flatMap(known -> Runs.lock(tx, known));
    }

    private static void requeueOrEnd(
            Tx tx, Run run, ClaimId claim, JobId job, Cause cause, String message) {
        Steps.abandon(tx, claim);
        if (!Claims.requeue(tx, claim) && !deploysAgain(tx, job)) {
            Jobs.finish(tx, job, lost(tx, job, cause, message));
        }
        Advance.run(tx, run);
    }

    /// Who had begun to deploy waits for a new token, where his environment lets him.
    private static boolean deploysAgain(Tx tx, JobId job) {
        Optional<EnvironmentId> environment = Deployments.repeat(tx, job);
        environment.ifPresent(free -> tx.afterCommit(new EnvironmentHandover(free)));
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

    /// A runner knows that it was asked to cancel a job, and not why.
    private static JobResult withCause(Tx tx, JobId job, JobResult result) {
        return result.cause() == Cause.CANCELLED_BY_COMMAND
                ? Jobs.cancelCause(tx, job).map(result::because).orElse(result)
                : result;
    }

    /// An attempt of a run begins, once its jobs are there: it goes on, or waits for its
    /// concurrency group.
    ///
    /// @param run read under its lock, or just inserted
    public static void begin(Tx tx, Run run) {
        RunGroup.begin(tx, run);
    }
}
