package dev.minijenkin.server.delivery;

import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.Occasion;
import dev.minijenkin.engine.start.Occasion.Commit;
import dev.minijenkin.engine.start.RunStarter;
import dev.minijenkin.engine.start.StartableRun;
import dev.minijenkin.server.git.Mirror;
import java.util.List;
import java.util.Optional;

/// What a push starts.
final class PushPlan {
    private PushPlan() {}

    static DeliveryOutcome of(
            Delivery delivery,
            Repository repository,
            Mirror mirror,
            DeliveryRequest.Push push,
            CalledByGit called) {
        Optional<Commit> found = mirror.commit(push.ref(), push.after());
        if (found.isEmpty()) {
            return DeliveryOutcome.ignored(push.ref() + " names no commit");
        }
        Commit commit = found.get();
        List<WorkflowSource> files = mirror.workflowFiles(commit, repository.readsGithubFolder());
        if (files.isEmpty()) {
            return DeliveryOutcome.ignored(
                    "There is no workflow file in .mini-jenkin/workflows at " + commit.sha());
        }
        List<StartableRun> runs =
                RunStarter.plan(
                        new Occasion(
                                repository,
                                delivery.id(),
                                delivery.event(),
                                Occasion.Activity.NONE,
                                push.ref(),
                                commit,
                                push.actor(),
                                delivery.payload(),
                                "{}",
                                DeliveryHandler.NO_SERVER_URL,
                                () -> push.before().flatMap(b -> mirror.changedPaths(b, commit))),
                        files,
                        called.at(mirror, commit));
        return runs.isEmpty()
                ? DeliveryOutcome.ignored(
                        "No workflow at "
                                + commit.sha()
                                + " has a trigger that matches "
                                + push.ref())
                : new DeliveryOutcome.Starts(runs);
    }
}
