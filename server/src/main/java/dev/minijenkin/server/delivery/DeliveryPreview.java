package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.engine.start.RunPreview;
import dev.minijenkin.engine.start.StartableRun;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// Says what a delivery would start, were it to come now: planned as if it had, and nothing of it
/// is inserted.
final class DeliveryPreview {
    private static final int SHORT_COMMIT = 7;
    private static final int MOST_NAMES = 20;

    private final Database database;
    private final CalledByGit called;

    DeliveryPreview(Database database, CalledByGit called) {
        this.database = database;
        this.called = called;
    }

    DeliveryOutcome of(RepositoryTurn turn, DeliveryRequest.Preview preview) {
        Optional<Delivery> asked =
                database.statement(tx -> Deliveries.asIfNew(tx, preview.delivery()))
                        .filter(delivery -> delivery.repository().equals(turn.repository().id()));
        if (asked.isEmpty()) {
            return DeliveryOutcome.failed(
                    "There is no delivery %d of %s with its body"
                            .formatted(preview.delivery().value(), turn.repository().name()));
        }
        return plan(turn, asked.get(), preview.ref())
                .<DeliveryOutcome>map(plan -> new DeliveryOutcome.Done(told(plan)))
                .orElseGet(() ->
                        DeliveryOutcome.failed(
                                "There is no branch, tag or commit \"%s\" in %s"
                                        .formatted(preview.ref(), turn.repository().name())));
    }

    /// What a delivery would start.
    ///
    /// @param ref branch, tag or commit whose workflow files count; empty: those that it means
    /// @return empty where there is no such ref
    Optional<DeliveryPlan> plan(RepositoryTurn turn, Delivery delivery, String ref) {
        if (ref.isEmpty()) {
            return Optional.of(plan(turn, delivery));
        }
        return turn.resolve(ref)
                .flatMap(turn::commit)
                .map(files -> plan(turn.withFilesOf(files), delivery));
    }

    private DeliveryPlan plan(RepositoryTurn turn, Delivery delivery) {
        DeliveredRuns runs =
                new DeliveredRuns(
                        delivery, turn, called, new ForkRule(database, turn.repository()));
        List<StartableRun> started = new ArrayList<>();
        SequencedSet<String> reasons = new LinkedHashSet<>();
        for (DeliveryRequest request : PayloadReader.read(delivery)) {
            switch (outcome(runs, request)) {
                case DeliveryOutcome.Starts(List<StartableRun> some) -> started.addAll(some);
                case DeliveryOutcome.Ends end -> reasons.add(end.reason());
                case DeliveryOutcome.Done(String done) -> reasons.add(done);
            }
        }
        return new DeliveryPlan(
                database.transaction(tx -> RunPreview.of(tx, turn.repository(), started)),
                List.copyOf(reasons));
    }

    private static String told(DeliveryPlan plan) {
        List<String> sentences = new ArrayList<>();
        plan.runs().forEach(run -> sentences.add(sentence(run)));
        if (plan.runs().isEmpty()) {
            sentences.add("It would start nothing");
        }
        sentences.addAll(plan.reasons());
        return String.join("; ", sentences);
    }

    private static DeliveryOutcome outcome(DeliveredRuns runs, DeliveryRequest request) {
        return switch (request) {
            case DeliveryRequest.Push push -> runs.ofPush(push);
            case DeliveryRequest.PullRequest pull -> runs.ofPullRequest(pull);
            case DeliveryRequest.Dispatch dispatch -> runs.ofDispatch(dispatch);
            case DeliveryRequest.OtherEvent other -> runs.ofOther(other);
            case DeliveryRequest.Deleted(String ref) ->
                    DeliveryOutcome.ignored(ref + " was deleted, so there is nothing to run");
            case DeliveryRequest.Refresh _ ->
                    DeliveryOutcome.ignored("It has the workflow files read again");
            case DeliveryRequest.Preview _ -> DeliveryOutcome.ignored("It is a preview itself");
            case DeliveryRequest.Nothing(String reason) -> DeliveryOutcome.ignored(reason);
            case DeliveryRequest.Unreadable(String reason) -> DeliveryOutcome.failed(reason);
        };
    }

    private static String sentence(RunPreview run) {
        String what =
                "%s for %s of %s at %s"
                        .formatted(
                                run.path(),
                                run.trigger().name(),
                                run.trigger().ref(),
                                run.trigger().commit().sha().substring(0, SHORT_COMMIT));
        if (!run.enabled()) {
            return "It would not start " + what + ", which is switched off";
        }
        return run.refusal()
                .map(reason -> "It would start %s, which fails at once: %s".formatted(what, reason))
                .orElseGet(() ->
                        "It would start %s with %s%s"
                                .formatted(
                                        what,
                                        jobs(run.jobs()),
                                        run.trigger()
                                                .doubt()
                                                .map(doubt -> ", held because " + doubt)
                                                .orElse("")));
    }

    private static String jobs(List<String> names) {
        int more = names.size() - MOST_NAMES;
        return more <= 0
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and %d more".formatted(more);
    }
}
