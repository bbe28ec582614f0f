package dev.minijenkin.server.delivery;

import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.start.Occasion;
import dev.minijenkin.engine.start.Occasion.Commit;
import dev.minijenkin.engine.start.RunStarter;
import dev.minijenkin.engine.start.StartableRun;
import dev.minijenkin.server.git.Mirror;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a pull request starts: `pull_request` at its own commit and with its own files,
/// `pull_request_target` at the commit and with the files of the branch that it goes to.
final class PullRequestPlan {
    private PullRequestPlan() {}

    static DeliveryOutcome of(
            Delivery delivery,
            Repository repository,
            Mirror mirror,
            DeliveryRequest.PullRequest pull,
            CalledByGit called) {
        Optional<Commit> head = mirror.commit(pull.ref(), pull.headSha());
        String baseRef = "refs/heads/" + pull.activity().baseRef();
        Optional<Commit> base =
                mirror.resolve(baseRef).flatMap(found -> mirror.commit(found.ref(), found.sha()));
        if (head.isEmpty() || base.isEmpty()) {
            return DeliveryOutcome.ignored(pull.ref() + " or " + baseRef + " names no commit");
        }
        List<StartableRun> runs = new ArrayList<>();
        String baseSha = base.get().sha();
        Supplier<Optional<List<String>>> changed = () -> mirror.changedPaths(baseSha, head.get());
        runs.addAll(
                RunStarter.plan(
                        occasion(
                                "pull_request",
                                pull.ref(),
                                head.get(),
                                delivery,
                                repository,
                                pull,
                                changed),
                        mirror.workflowFiles(head.get(), repository.readsGithubFolder()),
                        called.at(mirror, head.get())));
        runs.addAll(
                RunStarter.plan(
                        occasion(
                                "pull_request_target",
                                baseRef,
                                base.get(),
                                delivery,
                                repository,
                                pull,
                                changed),
                        mirror.workflowFiles(base.get(), repository.readsGithubFolder()),
                        called.at(mirror, base.get())));
        return runs.isEmpty()
                ? DeliveryOutcome.ignored(
                        "No workflow has a trigger that matches pull_request "
                                + pull.activity().type())
                : new DeliveryOutcome.Starts(runs);
    }

    private static Occasion occasion(
            String event,
            String ref,
            Commit commit,
            Delivery delivery,
            Repository repository,
            DeliveryRequest.PullRequest pull,
            Supplier<Optional<List<String>>> changed) {
        return new Occasion(
                repository,
                delivery.id(),
                event,
                pull.activity(),
                ref,
                commit,
                pull.actor(),
                delivery.payload(),
                "{}",
                DeliveryHandler.NO_SERVER_URL,
                changed);
    }
}
