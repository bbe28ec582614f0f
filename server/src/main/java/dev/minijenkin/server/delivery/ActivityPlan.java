package dev.minijenkin.server.delivery;

import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.start.Occasion;
import dev.minijenkin.engine.start.Occasion.Commit;
import dev.minijenkin.engine.start.RunStarter;
import dev.minijenkin.engine.start.StartableRun;
import dev.minijenkin.server.git.Mirror;
import dev.minijenkin.server.git.ResolvedRef;
import java.util.List;
import java.util.Optional;

/// What an event starts that is no push and no pull request: a release, a comment, a new tag. Its
/// files are those of its ref, or of the default branch.
final class ActivityPlan {
    private ActivityPlan() {}

    static DeliveryOutcome of(
            Delivery delivery,
            Repository repository,
            Mirror mirror,
            DeliveryRequest.Activity activity,
            CalledByGit called) {
        String wanted =
                activity.ref().isEmpty()
                        ? "refs/heads/" + repository.defaultBranch()
                        : activity.ref();
        Optional<ResolvedRef> ref = mirror.resolve(wanted);
        Optional<Commit> commit = ref.flatMap(found -> mirror.commit(found.ref(), found.sha()));
        if (commit.isEmpty()) {
            return DeliveryOutcome.ignored(wanted + " names no commit");
        }
        List<StartableRun> runs =
                RunStarter.plan(
                        new Occasion(
                                repository,
                                delivery.id(),
                                activity.event(),
                                activity.activity(),
                                wanted,
                                commit.get(),
                                activity.actor(),
                                delivery.payload(),
                                "{}",
                                DeliveryHandler.NO_SERVER_URL,
                                Optional::empty),
                        mirror.workflowFiles(commit.get(), repository.readsGithubFolder()),
                        called.at(mirror, commit.get()));
        return runs.isEmpty()
                ? DeliveryOutcome.ignored(
                        "No workflow at "
                                + commit.get().sha()
                                + " has a trigger that matches "
                                + activity.event())
                : new DeliveryOutcome.Starts(runs);
    }
}
