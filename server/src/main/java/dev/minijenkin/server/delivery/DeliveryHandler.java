package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.hook.DeliveryEnd;
import dev.minijenkin.db.repository.DefaultBranchFiles;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.Commit;
import dev.minijenkin.engine.start.DefaultBranch;
import dev.minijenkin.engine.start.RunInsertion;
import dev.minijenkin.engine.start.StartedRun;
import dev.minijenkin.server.git.Mirrors;
import dev.minijenkin.server.git.RepositoryUnreachableException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries deliveries out in two steps: each is prepared by itself (fetch, read the workflow files,
/// plan), and then the runs of all are inserted by the transaction that finishes the deliveries.
final class DeliveryHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryHandler.class);

    private final Database database;
    private final Mirrors mirrors;
    private final CalledByGit called;

    /// @param lease how long one attempt may keep others from trying a repository that is away
    DeliveryHandler(Database database, Mirrors mirrors, Duration lease) {
        this.database = database;
        this.mirrors = mirrors;
        called = new CalledByGit(database, mirrors, lease);
    }

    /// A turn of a repository; empty where it was deleted meanwhile, and its deliveries with it.
    Optional<RepositoryTurn> turn(RepositoryId id) {
        return database.statement(tx -> Repositories.find(tx, id))
                .map(repository ->
                        new RepositoryTurn(
                                repository,
                                () -> mirrors.of(repository),
                                () -> database.statement(tx -> DefaultBranchFiles.commit(tx, id))));
    }

    /// Plans the runs of a delivery.
    ///
    /// @throws RepositoryUnreachableException where it is to be tried again
    PreparedDelivery prepare(RepositoryTurn turn, Delivery delivery) {
        CarriedOut carriedOut = new CarriedOut();
        for (DeliveryRequest request : PayloadReader.read(delivery)) {
            carriedOut.add(() -> outcome(turn, delivery, request, carriedOut));
        }
        return new PreparedDelivery(delivery, carriedOut);
    }

    /// Inserts the runs of prepared deliveries and finishes them, all or none. What was moved of
    /// the default branch is to be looked at before. One of which part is to be tried again is not
    /// finished.
    void insertAndFinish(List<PreparedDelivery> prepared) {
        database.runInTransaction(tx -> insertAndFinish(tx, prepared));
    }

    private static void insertAndFinish(Tx tx, List<PreparedDelivery> prepared) {
        // Those that these deliveries have started already are left out, and all where somebody
        // else ended a delivery.
        Set<DeliveryId> open =
                Deliveries.lockOpen(
                        tx, prepared.stream().map(each -> each.delivery().id()).toList());
        List<PreparedDelivery> ours =
                prepared.stream().filter(each -> open.contains(each.delivery().id())).toList();
        Iterator<Optional<StartedRun>> started =
                RunInsertion.insert(
                                tx,
                                ours.stream()
                                        .flatMap(each -> each.carriedOut().runs().stream())
                                        .toList())
                        .iterator();
        Map<DeliveryId, DeliveryEnd> ends = new LinkedHashMap<>();
        for (PreparedDelivery each : ours) {
            CarriedOut carriedOut = each.carriedOut();
            StartedRuns runs = new StartedRuns();
            carriedOut.runs().forEach(_ -> started.next().ifPresent(runs::add));
            if (carriedOut.missing().isEmpty()) {
                ends.put(
                        each.delivery().id(),
                        carriedOut.runs().isEmpty()
                                ? carriedOut.end()
                                : runs.end(carriedOut.note()));
            }
        }
        Deliveries.finish(tx, ends);
    }

    /// Ends a delivery without runs.
    void finish(Delivery delivery, DeliveryEnd end) {
        database.run(tx -> Deliveries.finish(tx, delivery.id(), end));
    }

    private DeliveryOutcome outcome(
            RepositoryTurn turn,
            Delivery delivery,
            DeliveryRequest request,
            CarriedOut carriedOut) {
        Repository repository = turn.repository();
        DeliveredRuns runs =
                new DeliveredRuns(delivery, turn, called, new ForkRule(database, repository));
        return switch (request) {
            case DeliveryRequest.Push push -> {
                DeliveryOutcome outcome = runs.ofPush(push);
                if (push.event().ref().equals(defaultRef(repository))) {
                    carriedOut.movedDefaultBranch(push.after());
                }
                yield outcome;
            }
            case DeliveryRequest.Deleted(String ref) -> {
                if (ref.equals(defaultRef(repository))) {
                    carriedOut.movedDefaultBranch("");
                }
                yield DeliveryOutcome.ignored(ref + " was deleted, so there is nothing to run");
            }
            case DeliveryRequest.Refresh _ ->
                    new DeliveryOutcome.Done(lookAtDefaultBranch(turn, "", true));
            case DeliveryRequest.Preview preview ->
                    new DeliveryPreview(database, called).of(turn, preview);
            case DeliveryRequest.Dispatch dispatch -> runs.ofDispatch(dispatch);
            case DeliveryRequest.PullRequest pull -> runs.ofPullRequest(pull);
            case DeliveryRequest.OtherEvent other -> runs.ofOther(other);
            case DeliveryRequest.Nothing(String reason) -> DeliveryOutcome.ignored(reason);
            case DeliveryRequest.Unreadable(String reason) -> DeliveryOutcome.failed(reason);
        };
    }

    /// What the files of the default branch ask for counts from now on: as it is at the moment, so
    /// that a push which is carried out late, or once more, does not bring an older state back.
    ///
    /// @param presumed commit at which it is; empty where the branch is gone
    /// @throws RepositoryUnreachableException where the deliveries that moved it are to be tried
    ///   again
    void lookAtDefaultBranch(RepositoryTurn turn, String presumed) {
        lookAtDefaultBranch(turn, presumed, false);
    }

    private static String defaultRef(Repository repository) {
        return "refs/heads/" + repository.defaultBranch();
    }

    /// Done again it changes nothing.
    ///
    /// @param presumed commit at which it is, where one is known
    /// @param again also where it is as it was when somebody looked at it last
    /// @return what was found, in one sentence
    private String lookAtDefaultBranch(RepositoryTurn turn, String presumed, boolean again) {
        Repository repository = turn.repository();
        Optional<Commit> tip =
                turn.mirror().tip(defaultRef(repository), presumed).flatMap(turn::commit);
        if (tip.isEmpty()) {
            database.runInTransaction(tx -> DefaultBranch.forget(tx, repository));
            return "%s has no branch %s".formatted(repository.name(), repository.defaultBranch());
        }
        List<WorkflowSource> files = turn.files(tip.get());
        if (again || !turn.defaultCommit().equals(Optional.of(tip.get().sha()))) {
            database.runInTransaction(
                    tx -> DefaultBranch.remember(tx, repository, tip.get().sha(), files));
        }
        return "Read %d workflow files of %s at %s"
                .formatted(files.size(), repository.defaultBranch(), tip.get().sha());
    }

    /// With the first deliveries of a repository that was registered without anybody looking at it.
    void lookAtDefaultBranchOnce(RepositoryTurn turn) {
        if (turn.defaultCommit().isPresent()) {
            return;
        }
        try {
            lookAtDefaultBranch(turn, "", false);
        } catch (RepositoryUnreachableException e) {
            LOG.debug("The default branch of {} is looked at later", turn.repository().name(), e);
        }
    }
}
