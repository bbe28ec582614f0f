package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.start.DefaultBranch;
import dev.minijenkin.engine.start.StartableRun;
import dev.minijenkin.server.git.Mirror;
import dev.minijenkin.server.git.Mirrors;
import java.util.List;
import java.util.Optional;

/// Carries one delivery out: fetch, read the workflow files, plan, and insert all runs in the
/// transaction that finishes the delivery.
final class DeliveryHandler {
    private final Database database;
    private final Mirrors mirrors;
    private final CalledByGit called;

    DeliveryHandler(Database database, Mirrors mirrors) {
        this.database = database;
        this.mirrors = mirrors;
        called = new CalledByGit(database, mirrors);
    }

    /// @throws dev.minijenkin.server.git.RepositoryUnreachableException where it is to be tried
    ///   again
    void carryOut(Delivery delivery) {
        Optional<Repository> repository =
                database.statement(tx -> Repositories.find(tx, delivery.repository()));
        if (repository.isEmpty()) {
            // Deleted meanwhile, and the delivery with it.
            return;
        }
        switch (outcome(delivery, repository.get())) {
            case DeliveryOutcome.Starts(List<StartableRun> runs) -> insert(delivery, runs);
            case DeliveryOutcome.Ends(DeliveryState state, String reason) ->
                    finish(delivery, state, reason);
        }
    }

    /// Ends a delivery without runs.
    void finish(Delivery delivery, DeliveryState state, String reason) {
        database.run(tx ->
                Deliveries.finish(
                        tx, delivery.id(), state, Optional.of(PostgresText.text(reason))));
    }

    private DeliveryOutcome outcome(Delivery delivery, Repository repository) {
        return switch (PayloadReader.read(delivery)) {
            case DeliveryRequest.Push push -> {
                DeliveryOutcome outcome = runs(delivery, repository).ofPush(push);
                rememberDefaultBranch(repository, mirrors.of(repository), push);
                yield outcome;
            }
            case DeliveryRequest.Dispatch dispatch ->
                    runs(delivery, repository).ofDispatch(dispatch);
            case DeliveryRequest.PullRequest pull -> runs(delivery, repository).ofPullRequest(pull);
            case DeliveryRequest.OtherEvent other -> runs(delivery, repository).ofOther(other);
            case DeliveryRequest.Nothing(String reason) -> DeliveryOutcome.ignored(reason);
            case DeliveryRequest.Unreadable(String reason) -> DeliveryOutcome.failed(reason);
        };
    }

    private DeliveredRuns runs(Delivery delivery, Repository repository) {
        return new DeliveredRuns(delivery, repository, mirrors.of(repository), called);
    }

    /// What the files of the default branch ask for counts; done again it changes nothing.
    private void rememberDefaultBranch(
            Repository repository, Mirror mirror, DeliveryRequest.Push push) {
        String ref = push.event().ref();
        if (ref.equals("refs/heads/" + repository.defaultBranch())) {
            mirror.commit(ref, push.after())
                    .map(commit -> mirror.workflowFiles(commit, repository.readsGithubFolder()))
                    .ifPresent(files ->
                            database.runInTransaction(
                                    tx -> DefaultBranch.remember(tx, repository, files)));
        }
    }

    private void insert(Delivery delivery, List<StartableRun> runs) {
        database.runInTransaction(tx -> {
            if (Deliveries.lockOpen(tx, delivery.id())) {
                runs.forEach(run -> run.insert(tx));
                Deliveries.finish(tx, delivery.id(), DeliveryState.PROCESSED, Optional.empty());
            }
        });
    }
}
