package dev.minijenkin.server.delivery;

import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.Occasion;
import dev.minijenkin.engine.start.Occasion.Commit;
import dev.minijenkin.engine.start.RunStarter;
import dev.minijenkin.engine.start.StartableRun;
import dev.minijenkin.server.git.Mirror;
import dev.minijenkin.server.git.ResolvedRef;
import java.util.List;
import java.util.Optional;

/// What a person's trigger starts. Somebody waits for it, so nothing to run is a failure.
final class DispatchPlan {
    private DispatchPlan() {}

    static DeliveryOutcome of(
            Delivery delivery,
            Repository repository,
            Mirror mirror,
            DeliveryRequest.Dispatch dispatch,
            CalledByGit called) {
        String wanted = dispatch.ref().isEmpty() ? repository.defaultBranch() : dispatch.ref();
        Optional<ResolvedRef> ref = mirror.resolve(wanted);
        Optional<Commit> commit = ref.flatMap(found -> mirror.commit(found.ref(), found.sha()));
        if (commit.isEmpty()) {
            return DeliveryOutcome.failed(
                    "There is no branch, tag or commit \"" + wanted + "\" in " + repository.name());
        }
        List<WorkflowSource> files =
                mirror.workflowFiles(commit.get(), repository.readsGithubFolder()).stream()
                        .filter(file -> dispatch.means(file.path()))
                        .toList();
        if (files.isEmpty()) {
            return DeliveryOutcome.failed(
                    "There is no workflow file " + dispatch.workflow() + " at " + wanted);
        }
        List<StartableRun> runs =
                RunStarter.plan(
                        new Occasion(
                                repository,
                                delivery.id(),
                                delivery.event(),
                                Occasion.Activity.NONE,
                                ref.orElseThrow().ref(),
                                commit.get(),
                                dispatch.actor(),
                                delivery.payload(),
                                dispatch.inputs(),
                                DeliveryHandler.NO_SERVER_URL,
                                Optional::empty),
                        files,
                        called.at(mirror, commit.get()));
        if (runs.isEmpty()) {
            String missing = " at " + wanted + " has a workflow_dispatch trigger";
            return DeliveryOutcome.failed(
                    files.size() == 1
                            ? files.getFirst().path() + missing.replace("has a", "has no")
                            : "No workflow file" + missing);
        }
        return new DeliveryOutcome.Starts(runs);
    }
}
