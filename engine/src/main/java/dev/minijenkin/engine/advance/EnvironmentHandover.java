package dev.minijenkin.engine.advance;

import dev.minijenkin.db.AfterCommit;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.NextDeployment;
import dev.minijenkin.db.deployment.WaitingDeployments;
import dev.minijenkin.db.lock.LockLimit;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import java.util.List;
import java.util.Optional;

/// Gives the lock of an environment that is free to whoever has waited for longest of those that
/// its rules let in, after somebody came or went, or was approved; and ends what its rules refuse.
///
/// @param overdue as that of [GroupHandover]
public record EnvironmentHandover(EnvironmentId environment, boolean overdue)
        implements AfterCommit {
    /// In the environment of the job.
    private static final String TOKEN = "DEPLOY_FENCE_TOKEN";

    /// Right after the commit that makes it necessary: waits for a moment for others.
    static EnvironmentHandover of(EnvironmentId environment) {
        return new EnvironmentHandover(environment, false);
    }

    @Override
    public void follow(Tx tx) {
        if (overdue) {
            LockLimit.set(tx, LockLimit.OF_CHORES);
        }
        Optional<NextDeployment> next = Deployments.next(tx, environment);
        if (next.isEmpty()) {
            WaitingDeployments.explain(tx, environment);
            return;
        }
        Optional<Run> run = lock(tx, next.get());
        // While it waited for the locks another process may have done it.
        if (run.isPresent() && Deployments.next(tx, environment).equals(next)) {
            BrokenProgress.guard(tx, run.get(), () -> take(tx, run.get(), next.get()));
            tx.hint(Topic.RUN, next.get().run().value());
        }
        if (run.isPresent() || !overdue) {
            tx.afterCommit(this);
        }
    }

    /// The run, then the environment; empty where the run is gone, or somebody holds what is
    /// overdue.
    private Optional<Run> lock(Tx tx, NextDeployment next) {
        if (overdue) {
            return Runs.tryLock(tx, next.run()).filter(_ -> Deployments.tryLock(tx, environment));
        }
        Optional<Run> run = Runs.lock(tx, next.run());
        Deployments.lock(tx, environment);
        return run;
    }

    private static void take(Tx tx, Run run, NextDeployment next) {
        if (next.refusal().isEmpty()) {
            begin(tx, next);
        } else {
            Jobs.finish(
                    tx,
                    next.job(),
                    JobResult.withoutRunner(
                            Conclusion.FAILURE, Cause.REJECTED, next.refusal().get()));
            RunProgress.advance(tx, run);
        }
    }

    private static void begin(Tx tx, NextDeployment next) {
        Deployments.begin(tx, next).ifPresent(token -> queue(tx, next.job(), token));
    }

    private static void queue(Tx tx, JobId job, long token) {
        JobDefinition definition =
                JobDefinitions.decode(
                        Jobs.definitions(tx, List.of(job)).values().iterator().next());
        Jobs.setDefinition(
                tx, job, JobDefinitions.encode(definition.withEnv(TOKEN, Long.toString(token))));
        Queue.enqueue(tx, List.of(job));
    }
}
