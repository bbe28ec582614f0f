package dev.minijenkin.engine.advance;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.job.Stranded;
import dev.minijenkin.db.run.job.StrandedJobs;
import dev.minijenkin.engine.run.GroupRows;
import dev.minijenkin.engine.run.OpenRun;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Lets a job or a run go on that nothing else leads out of its state ([Stranded]).
public final class StrandedRepair {
    private static final Logger LOG = LoggerFactory.getLogger(StrandedRepair.class);

    private final Tx tx;
    private final Run run;

    private StrandedRepair(Tx tx, Run run) {
        this.tx = tx;
        this.run = run;
    }

    /// Repairs it, under the lock of its run.
    ///
    /// @return false where it is not stranded any more, or somebody holds the run just now
    public static boolean repair(Tx tx, Stranded stranded) {
        Optional<Run> run = Runs.tryLock(tx, stranded.run());
        if (run.isEmpty() || !StrandedJobs.isStranded(tx, stranded)) {
            return false;
        }
        try (var _ = MDC.putCloseable("run", Long.toString(stranded.run().value()))) {
            LOG.warn(
                    "Run {}, job {}: {}, and is repaired",
                    stranded.run(),
                    stranded.job(),
                    stranded.kind());
            StrandedRepair repair = new StrandedRepair(tx, run.get());
            BrokenProgress.guard(tx, run.get(), () -> repair.repair(stranded));
        }
        return true;
    }

    private void repair(Stranded stranded) {
        if (stranded.job() == null) {
            run(stranded.kind());
        } else {
            job(stranded.kind(), Jobs.find(tx, stranded.job()).orElseThrow());
        }
    }

    private void run(Stranded.Kind kind) {
        if (kind == Stranded.Kind.RUN_NOT_IN_GROUP && !isActive()) {
            RunProgress.begin(tx, run);
        } else if (kind == Stranded.Kind.RUN_NOT_IN_GROUP) {
            Runs.admit(tx, run.id());
            RunProgress.advance(tx, run.id());
        } else {
            RunProgress.advance(tx, run);
        }
    }

    /// Whether it is its turn in the group of the run as a whole; also where it has none any more.
    private boolean isActive() {
        return run.group() == null
                || Groups.isHeldBy(
                        tx,
                        GroupRows.named(run.repository(), run.group().name()),
                        run.id(),
                        List.of());
    }

    private void job(Stranded.Kind kind, Job job) {
        switch (kind) {
            case WRONGLY_IN_QUEUE -> Queue.remove(tx, List.of(job.id()));
            case WRONGLY_CLAIMED -> release(job.id());
            case NOT_IN_QUEUE, NOT_CLAIMED, NOT_IN_GROUP, NOT_AT_ENVIRONMENT, NOT_HELD -> {
                if (isOfThePast(job)) {
                    end(job, Conclusion.CANCELLED, "Its run had ended already");
                } else {
                    letOn(kind, job);
                    RunProgress.advance(tx, run);
                }
            }
            case RUN_NOT_IN_GROUP, RUN_NOT_ENDED -> throw new IllegalArgumentException(kind.name());
        }
        tx.hint(Topic.RUN, run.id().value());
    }

    private boolean isOfThePast(Job job) {
        return run.state() == RunState.FINISHED || job.attempt() != run.attempt();
    }

    private void release(JobId job) {
        StrandedJobs.lastClaim(tx, job)
                .ifPresent(claim -> Claims.release(tx, claim, ClaimOutcome.RETURNED));
    }

    private void letOn(Stranded.Kind kind, Job job) {
        if (kind == Stranded.Kind.NOT_IN_QUEUE) {
            queueAgain(job);
        } else if (kind == Stranded.Kind.NOT_HELD) {
            Queue.enqueue(tx, List.of(job.id()));
        } else if (kind == Stranded.Kind.NOT_CLAIMED) {
            Optional<ClaimId> claim = StrandedJobs.lastClaim(tx, job.id());
            claim.ifPresentOrElse(
                    last ->
                            ReturnedJob.requeueOrEnd(
                                    tx,
                                    last,
                                    job.id(),
                                    Cause.RUNNER_LOST,
                                    "The claim of its runner was lost, and it may not be claimed again"),
                    () -> queueAgain(job));
        } else if (kind == Stranded.Kind.NOT_IN_GROUP && !isIn(job)) {
            Jobs.block(tx, job.id());
        } else if (StrandedJobs.hasDeployment(tx, job.id())) {
            end(job, Conclusion.FAILURE, "Its turn at its environment was lost: rerun it");
        } else {
            passGroup(job);
        }
    }

    private void queueAgain(Job job) {
        StrandedJobs.takeBack(tx, job.id());
        Queue.enqueue(tx, List.of(job.id()));
    }

    /// A job with steps enters one group; a call that is in one may have another before it.
    private boolean isIn(Job job) {
        return job.form() != JobForm.CALL && !Groups.entered(tx, job.id()).isEmpty();
    }

    private void passGroup(Job job) {
        JobDefinition definition =
                JobDefinitions.decode(
                        Jobs.definitions(tx, List.of(job.id())).values().iterator().next());
        PendingHandovers handovers = new PendingHandovers();
        new Admission(new OpenRun(tx, run), handovers).passGroup(job.id(), definition);
        RunProgress.handOver(tx, handovers);
    }

    private void end(Job job, Conclusion conclusion, String message) {
        if (job.state() == JobState.QUEUED) {
            Queue.remove(tx, List.of(job.id()));
        }
        Jobs.finish(
                tx,
                job.id(),
                JobResult.withoutRunner(
                        conclusion,
                        conclusion == Conclusion.FAILURE ? Cause.RUNNER_ERROR : null,
                        message));
    }
}
