package dev.minijenkin.engine.advance;

import dev.minijenkin.db.AfterCommit;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.NextDeployment;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Jobs;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.workflow.plan.JobDefinition;
import dev.minijenkin.workflow.plan.JobDefinitions;
import java.util.List;
import java.util.Optional;

/// Gives the lock of an environment that is free to whoever has waited for longest, after somebody
/// came or went.
public record EnvironmentHandover(EnvironmentId environment) implements AfterCommit {
    /// In the environment of the job.
    private static final String TOKEN = "DEPLOY_FENCE_TOKEN";

    @Override
    public void follow(Tx tx) {
        Optional<NextDeployment> next = Deployments.next(tx, environment);
        if (next.isEmpty()) {
            Deployments.explain(tx, environment);
            return;
        }
        boolean there = Runs.lock(tx, next.get().run()).isPresent();
        Deployments.lock(tx, environment);
        // While it waited for the locks another process may have done it.
        if (there && Deployments.next(tx, environment).equals(next)) {
            Deployments.begin(tx, next.get())
                    .ifPresent(token -> queue(tx, next.get().job(), token));
            tx.hint(Topic.RUN, next.get().run().value());
        }
        tx.afterCommit(this);
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
