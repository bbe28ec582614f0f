package dev.minijenkin.engine.advance;

import dev.minijenkin.db.AfterCommit;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.group.GroupName;
import dev.minijenkin.db.group.GroupStep;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.lock.LockLimit;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.engine.run.OpenRun;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings a concurrency group into order, after somebody entered or left it: a step a transaction,
/// each with the lock of one run only, until nothing is to be done.
///
/// @param overdue whether nobody made it right after a commit: then it is made up for, but not
///   where others hold what it needs, who may hold it for long and would keep all that comes after
///   it
public record GroupHandover(GroupName group, boolean overdue) implements AfterCommit {
    /// Right after the commit that makes it necessary: waits for a moment for others.
    static GroupHandover of(GroupName group) {
        return new GroupHandover(group, false);
    }

    @Override
    public void follow(Tx tx) {
        if (overdue) {
            LockLimit.set(tx, LockLimit.OF_CHORES);
        }
        Optional<GroupStep> step = Groups.next(tx, group);
        if (step.isEmpty()) {
            Groups.explain(tx, group);
            return;
        }
        Optional<Run> run = lock(tx, step.get());
        // While it waited for the locks another process may have done it.
        if (run.isPresent() && Groups.next(tx, group).equals(step)) {
            BrokenProgress.guard(tx, run.get(), () -> take(tx, run.get(), step.get()));
        }
        if (run.isPresent() || !overdue) {
            tx.afterCommit(this);
        }
    }

    /// The run, then the group; empty where the run is gone, or somebody holds what is overdue.
    private Optional<Run> lock(Tx tx, GroupStep step) {
        if (overdue) {
            return Runs.tryLock(tx, step.run()).filter(_ -> Groups.tryLock(tx, group));
        }
        Optional<Run> run = Runs.lock(tx, step.run());
        Groups.lock(tx, group);
        return run;
    }

    private static void take(Tx tx, Run run, GroupStep step) {
        switch (step.kind()) {
            case PROMOTE -> {
                Groups.promote(tx, step.member());
                letOn(tx, run, step.job());
            }
            case SUPERSEDE -> stop(tx, run, step);
            case CANCEL -> {
                Groups.cancelAsked(tx, step.member());
                stop(tx, run, step);
            }
            case BREAK -> {
                Jobs.finish(tx, Objects.requireNonNull(step.job()), cycle(step));
                RunProgress.advance(tx, run);
            }
        }
    }

    private static JobResult cycle(GroupStep step) {
        return JobResult.withoutRunner(
                Conclusion.FAILURE,
                Cause.WORKFLOW_INVALID,
                "It would wait for ever: %s holds the concurrency group `%s`, and waits for this run"
                        .formatted(step.because(), step.name()));
    }

    private static void letOn(Tx tx, Run run, @Nullable JobId job) {
        if (job == null) {
            Runs.admit(tx, run.id());
            RunProgress.advance(tx, run.id());
            return;
        }
        if (Jobs.find(tx, job).orElseThrow().form() == JobForm.CALL) {
            Jobs.block(tx, job);
            RunProgress.advance(tx, run);
            return;
        }
        JobDefinition definition =
                JobDefinitions.decode(
                        Jobs.definitions(tx, List.of(job)).values().iterator().next());
        PendingHandovers handovers = new PendingHandovers();
        Admission admission = new Admission(new OpenRun(tx, run), handovers);
        admission.passGroup(job, definition);
        RunProgress.handOver(tx, handovers);
        if (admission.failed()) {
            RunProgress.advance(tx, run);
        }
        tx.hint(Topic.RUN, run.id().value());
    }

    private static void stop(Tx tx, Run run, GroupStep step) {
        String message =
                "Superseded by %s in the concurrency group `%s`"
                        .formatted(step.because(), step.name());
        JobId job = step.job();
        if (job == null) {
            StopRun.stop(tx, run, Cause.SUPERSEDED, message);
            RunProgress.advance(tx, run.id());
        } else {
            StopJobs.stopWithCalled(
                    tx, run, Jobs.find(tx, job).orElseThrow(), Cause.SUPERSEDED, message);
            RunProgress.advance(tx, run);
        }
    }
}
