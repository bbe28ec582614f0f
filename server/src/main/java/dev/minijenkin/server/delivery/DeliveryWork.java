package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.Storable;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.pipeline.progress.DefaultBranch;
import dev.minijenkin.pipeline.progress.NewRun;
import dev.minijenkin.server.git.Mirror;
import dev.minijenkin.server.git.Mirrors;
import java.util.List;
import java.util.Optional;

/// Carries one delivery out: fetch, read the workflow files, plan, and insert all runs in the
/// transaction that finishes the delivery.
final class DeliveryWork {
    /// The server has no pages for people, so none of its own address either.
    static final String NO_SERVER_URL = "";

    private final Database database;
    private final Mirrors mirrors;
    private final CalledByGit called;

    DeliveryWork(Database database, Mirrors mirrors) {
        this.database = database;
        this.mirrors = mirrors;
        called = new CalledByGit(database, mirrors);
    }

    /// @throws dev.minijenkin.server.git.RepositoryUnreachable where it is to be tried again
    void carryOut(Delivery delivery) {
        Optional<Repository> repository =
                database.statement(tx -> Repositories.find(tx, delivery.repository()));
        if (repository.isEmpty()) {
            // Deleted meanwhile, and the delivery with it.
            return;
        }
        switch (outcome(delivery, repository.get())) {
            case Outcome.Starts(List<NewRun> runs) -> insert(delivery, runs);
            case Outcome.Ends(DeliveryState state, String reason) ->
                    finish(delivery, state, reason);
        }
    }

    /// Ends a delivery without runs.
    void finish(Delivery delivery, DeliveryState state, String reason) {
        database.statement(tx -> {
            Deliveries.finish(tx, delivery.id(), state, Optional.of(Storable.text(reason)));
            return true;
        });
    }

    private Outcome outcome(Delivery delivery, Repository repository) {
        return switch (TriggerReader.read(delivery)) {
            case Trigger.Push push -> {
                Mirror mirror = mirrors.of(repository);
                Outcome outcome = PushPlan.of(delivery, repository, mirror, push, called);
                rememberDefaultBranch(repository, mirror, push);
                yield outcome;
            }
            case Trigger.Dispatch dispatch ->
                    DispatchPlan.of(delivery, repository, mirrors.of(repository), dispatch, called);
            case Trigger.PullRequest pull ->
                    PullRequestPlan.of(delivery, repository, mirrors.of(repository), pull, called);
            case Trigger.Activity activity ->
                    ActivityPlan.of(delivery, repository, mirrors.of(repository), activity, called);
            case Trigger.Nothing(String reason) -> Outcome.ignored(reason);
            case Trigger.Unreadable(String reason) -> Outcome.failed(reason);
        };
    }

    /// What the files of the default branch ask for counts; done again it changes nothing.
    private void rememberDefaultBranch(Repository repository, Mirror mirror, Trigger.Push push) {
        if (push.ref().equals("refs/heads/" + repository.defaultBranch())) {
            mirror.commit(push.ref(), push.after())
                    .map(commit -> mirror.workflowFiles(commit, repository.readsGithubFolder()))
                    .ifPresent(files ->
                            database.transaction(tx -> {
                                DefaultBranch.remember(tx, repository, files);
                                return true;
                            }));
        }
    }

    private void insert(Delivery delivery, List<NewRun> runs) {
        database.transaction(tx -> {
            if (!Deliveries.lockOpen(tx, delivery.id())) {
                return false;
            }
            runs.forEach(run -> run.insert(tx));
            Deliveries.finish(tx, delivery.id(), DeliveryState.PROCESSED, Optional.empty());
            return true;
        });
    }
}
