package dev.minijenkin.engine.advance;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.Acknowledgement;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.claim.JobEndings;
import dev.minijenkin.db.claim.LostClaim;
import dev.minijenkin.db.claim.LostClaims;
import dev.minijenkin.db.group.GroupName;
import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.group.NewMember;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.engine.run.GroupRows;
import dev.minijenkin.engine.run.OpenRun;
import dev.minijenkin.engine.run.RunEvents;
import dev.minijenkin.workflow.next.Result;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a run begins, goes on when one of its jobs begins or ends, and ends itself: the door of this
/// package.
///
/// Each method wants a transaction of its caller ([dev.minijenkin.db.Database#transaction]). Those
/// that name a claim do nothing at all where it is not the live one any more; and when a job ends,
/// the lock of its run comes first.
public final class RunProgress {
    private RunProgress() {}

    /// An attempt of a run begins, once its jobs are there: it goes on, or waits in its concurrency
    /// group until [GroupHandover] lets it on.
    ///
    /// @param run read under its lock, or just inserted
    public static void begin(Tx tx, Run run) {
        GroupRules group = run.group();
        if (group == null) {
            advance(tx, run);
            return;
        }
        GroupName name = GroupRows.named(run.repository(), group.name());
        Runs.await(tx, run.id(), "Waits for the concurrency group `%s`".formatted(group.name()));
        Groups.enter(tx, new NewMember(name, group, run.id(), null));
        tx.afterCommit(GroupHandover.of(name));
    }

    /// The runner that holds the claim begins with a job that did not begin with its claim
    /// ([dev.minijenkin.db.claim.ClaimedJob#event]), and with the first one its run begins.
    ///
    /// @return false where the claim is not live any more: nothing was written
    public static boolean jobBegan(Tx tx, ClaimId claim, RunId run) {
        Acknowledgement acknowledgement = Claims.acknowledge(tx, claim, run);
        if (acknowledgement == Acknowledgement.RUN_BEGAN) {
            RunEvents.inProgress(tx, run);
        }
        return acknowledgement.accepted();
    }

    /// Several jobs have succeeded, of whatever runs; a run of which nothing is open any more ends
    /// with them. Only those to whose end the planner has nothing to say: an exception to one run a
    /// transaction.
    ///
    /// @return the claims whose jobs ended; of the others nothing was written, and they end alone
    ///   ([#jobFinished])
    public static Set<ClaimId> jobsSucceeded(Tx tx, List<JobEnding> jobs) {
        return JobEndings.write(tx, jobs);
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
                                    JobResult known = withCause(tx, job, result);
                                    Jobs.finish(tx, job, RunOutputs.bounded(tx, run, known));
                                    advance(tx, run);
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
        return returned(tx, lockRun(tx, claim), claim, cause, message);
    }

    /// The same for a job that began with its claim, and of which its runner never heard: the claim
    /// does not count.
    public static boolean jobUnheardOf(Tx tx, ClaimId claim, Cause cause, String message) {
        Optional<Run> run = lockRun(tx, claim);
        Claims.neverBegan(tx, claim);
        return returned(tx, run, claim, cause, message);
    }

    private static boolean returned(
            Tx tx, Optional<Run> locked, ClaimId claim, Cause cause, String message) {
        return locked.flatMap(run ->
                        Claims.release(tx, claim, ClaimOutcome.RETURNED)
                                .map(job -> {
                                    ReturnedJob.requeueOrEnd(tx, claim, job, cause, message);
                                    advance(tx, run);
                                    return true;
                                }))
                .orElse(false);
    }

    /// Whoever notices a lost claim ends it: the job enters the queue again, or fails where it was
    /// claimed too often.
    ///
    /// @return false where it is not lost any more, another process was first, or somebody holds
    ///   the run just now: nothing was written
    public static boolean claimLost(Tx tx, LostClaim claim) {
        Optional<Run> run = Runs.tryLock(tx, claim.run());
        if (run.isEmpty() || !LostClaims.release(tx, claim)) {
            return false;
        }
        ReturnedJob.requeueOrEnd(
                tx,
                claim.claim(),
                claim.job(),
                Cause.RUNNER_LOST,
                "The runner was lost, and the job may not be claimed again");
        advance(tx, run.get());
        return true;
    }

    /// Lets a run that was changed itself go on as far as it can now.
    ///
    /// @param run whose lock the transaction holds
    public static void advance(Tx tx, RunId run) {
        advance(tx, Runs.lock(tx, run).orElseThrow());
    }

    /// Lets a run go on as far as it can now, after its jobs were changed.
    ///
    /// @param run read under its lock, or just inserted
    public static void advance(Tx tx, Run run) {
        tx.hint(Topic.RUN, run.id().value());
        if (run.state() != RunState.FINISHED) {
            BrokenProgress.guard(tx, run, () -> goOn(tx, run));
        }
    }

    private static void goOn(Tx tx, Run run) {
        PendingHandovers handovers = new PendingHandovers();
        OpenRun open = new OpenRun(tx, run);
        // A run that waits as a whole only ends.
        if (run.state() != RunState.WAITING || allFinished(open.jobs())) {
            open = goOn(open, handovers);
        }
        if (open.jobs().stream().anyMatch(job -> job.plan().guarded())) {
            Admission.leaveEnded(open, handovers);
        }
        handOver(tx, handovers);
    }

    /// What was entered and left is looked at right after the commit.
    static void handOver(Tx tx, PendingHandovers handovers) {
        handovers.groups().forEach(group -> tx.afterCommit(GroupHandover.of(group)));
        handovers
                .environments()
                .forEach(environment -> tx.afterCommit(EnvironmentHandover.of(environment)));
    }

    /// Takes one step after the other until nothing is to be done, or the run has ended.
    ///
    /// @return as it was read last
    private static OpenRun goOn(OpenRun first, PendingHandovers handovers) {
        OpenRun open = first;
        PlannedStep.Taken step = PlannedStep.take(open, handovers);
        while (step.leavesMore()) {
            open = open.again();
            step = PlannedStep.take(open, handovers);
        }
        Optional<Result> result = step.decisions().end();
        if (result.isPresent()) {
            end(step.decisions().changeNoJob() ? open : open.again(), result.get(), handovers);
        }
        return open;
    }

    private static void end(OpenRun open, Result result, PendingHandovers handovers) {
        Run run = open.run();
        RunConclusion end = RunConclusion.of(run, result, open.jobs());
        Runs.finish(open.tx(), run.id(), end.conclusion(), end.cause());
        RunEvents.completed(open.tx(), run.id());
        if (run.group() != null) {
            Groups.leave(open.tx(), run.id()).ifPresent(handovers::add);
        }
    }

    private static boolean allFinished(List<Job> jobs) {
        return jobs.stream().allMatch(job -> job.state() == JobState.FINISHED);
    }

    private static Optional<Run> lockRun(Tx tx, ClaimId claim) {
        Optional<RunId> id = Claims.runOf(tx, claim);
        return id.flatMap(known -> Runs.lock(tx, known));
    }

    /// A runner knows that it was asked to cancel a job, and not why.
    private static JobResult withCause(Tx tx, JobId job, JobResult result) {
        return result.cause() == Cause.CANCELLED_BY_COMMAND
                ? Jobs.cancelCause(tx, job).map(result::because).orElse(result)
                : result;
    }
}
