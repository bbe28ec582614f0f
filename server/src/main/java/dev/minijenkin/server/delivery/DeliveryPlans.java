package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.repository.DefaultBranchFiles;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.server.git.Mirrors;
import dev.minijenkin.server.git.RepositoryUnreachableException;
import java.util.Optional;

/// Says what deliveries would start, to who waits for the answer. Thread-safe.
public final class DeliveryPlans {
    private final Database database;
    private final Mirrors mirrors;
    private final CalledByGit called;

    public DeliveryPlans(Database database, Mirrors mirrors) {
        this.database = database;
        this.mirrors = mirrors;
        this.called = new CalledByGit(database, mirrors, ProcessorSettings.USUAL.lease());
    }

    /// What came of a question.
    public sealed interface Told {
        record Plan(DeliveryPlan plan) implements Told {}

        /// It is not there, or its body is gone.
        record NoBody() implements Told {}

        record NoSuchRef() implements Told {}

        /// The repository does not answer.
        ///
        /// @param reason one sentence
        record Unreachable(String reason) implements Told {}
    }

    /// What a delivery would start, were it to come now.
    ///
    /// @param ref branch, tag or commit whose workflow files count; empty: those that it means
    public Told of(DeliveryId id, String ref) {
        Optional<Delivery> delivery = database.statement(tx -> Deliveries.asIfNew(tx, id));
        Optional<Repository> repository =
                delivery.flatMap(found ->
                        database.statement(tx -> Repositories.find(tx, found.repository())));
        if (delivery.isEmpty() || repository.isEmpty()) {
            return new Told.NoBody();
        }
        RepositoryTurn turn =
                new RepositoryTurn(
                        repository.get(),
                        () -> mirrors.of(repository.get()),
                        () ->
                                database.statement(tx ->
                                        DefaultBranchFiles.commit(tx, repository.get().id())));
        try {
            return new DeliveryPreview(database, called)
                    .plan(turn, delivery.get(), ref)
                    .<Told>map(Told.Plan::new)
                    .orElseGet(Told.NoSuchRef::new);
        } catch (RepositoryUnreachableException e) {
            return new Told.Unreachable(String.valueOf(e.getMessage()));
        }
    }
}
