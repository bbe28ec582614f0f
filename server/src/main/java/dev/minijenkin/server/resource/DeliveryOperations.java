package dev.minijenkin.server.resource;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.view.api.delivery.ApiDeliveries;
import dev.minijenkin.db.view.api.delivery.ApiHookDelivery;
import dev.minijenkin.db.view.api.delivery.ApiMessage;
import dev.minijenkin.db.view.api.delivery.ApiTarget;
import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.ApiRequest;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.api.OperationAccess;
import dev.minijenkin.server.api.Parameter;
import dev.minijenkin.server.api.ProblemException;
import dev.minijenkin.server.delivery.DeliveryPlans;
import java.util.List;
import java.util.Map;

/// Deliveries: hooks that came, and messages that go out.
public final class DeliveryOperations {
    private static final String TAG = "Deliveries";

    private static final Parameter<Long> DELIVERY =
            Parameter.id("delivery", "Id of a delivery that came");
    private static final Parameter<Long> MESSAGE = Parameter.id("message", "Id of a message");
    private static final Parameter<Long> REPOSITORY =
            Parameter.filterId("repository", "Only those of the repository with this id");
    private static final Parameter<String> STATE =
            Parameter.word(
                    "state",
                    RunOperations.words(DeliveryState.values()),
                    "Only those in this state");
    private static final Parameter<String> MESSAGE_STATE =
            Parameter.word(
                    "state",
                    List.of("pending", "delivered", "unchanged", "dead"),
                    "Only those in this state");
    private static final Parameter<String> TARGET =
            Parameter.text("target", "Only those to the target of this name");

    private static final Parameter<String> REF =
            Parameter.text(
                    "ref",
                    "Branch, tag or commit whose workflow files count; without it those that the delivery means");

    private final Database database;
    private final DeliveryPlans plans;

    public DeliveryOperations(Database database, DeliveryPlans plans) {
        this.database = database;
        this.plans = plans;
    }

    public List<Operation> all() {
        return List.of(
                Operation.get("/hook-deliveries", "listHookDeliveries")
                        .about(
                                TAG,
                                "Hooks, triggers, schedules and what else asked for runs, the newest first")
                        .takes(REPOSITORY, STATE)
                        .givesPage(ApiHookDelivery.class, this::incoming),
                Operation.get("/hook-deliveries/{delivery}", "getHookDelivery")
                        .about(TAG, "One of what asked for runs")
                        .takes(DELIVERY)
                        .givesOne(ApiHookDelivery.class, this::delivery),
                Operation.get("/hook-deliveries/{delivery}/plan", "planHookDelivery")
                        .about(
                                TAG,
                                "What a delivery would start, were it to come now; `ref` asks by the files of another branch")
                        .takes(DELIVERY, REF)
                        .givesOne(PlannedDelivery.class, this::plan),
                Operation.get("/messages", "listMessages")
                        .about(TAG, "Messages to targets, the newest first")
                        .forWho(OperationAccess.READ_EVERYTHING)
                        .takes(TARGET, MESSAGE_STATE)
                        .givesPage(ApiMessage.class, this::messages),
                Operation.get("/messages/{message}", "getMessage")
                        .about(TAG, "One message")
                        .forWho(OperationAccess.READ_EVERYTHING)
                        .takes(MESSAGE)
                        .givesOne(ApiMessage.class, this::message),
                Operation.get("/targets", "listTargets")
                        .about(TAG, "Where messages go")
                        .forWho(OperationAccess.READ_EVERYTHING)
                        .givesPage(
                                ApiTarget.class,
                                request ->
                                        Answer.page(
                                                database.statement(tx ->
                                                        ApiDeliveries.targets(
                                                                tx, request.page())))));
    }

    private Answer incoming(ApiRequest request) {
        RepositoryId repository = request.find(REPOSITORY).map(RepositoryId::new).orElse(null);
        return Answer.page(
                database.statement(tx ->
                        ApiDeliveries.incoming(
                                tx, request.page(), repository, request.find(STATE).orElse(null))));
    }

    private Answer delivery(ApiRequest request) {
        DeliveryId id = new DeliveryId(request.get(DELIVERY));
        return Answer.of(
                database.statement(tx -> ApiDeliveries.find(tx, request.reach(), id))
                        .orElseThrow(() -> ProblemException.notFound("delivery")));
    }

    private Answer plan(ApiRequest request) {
        DeliveryId id = new DeliveryId(request.get(DELIVERY));
        String ref = request.find(REF).orElse("");
        if (database.statement(tx -> ApiDeliveries.find(tx, request.reach(), id)).isEmpty()) {
            throw ProblemException.notFound("delivery");
        }
        return switch (plans.of(id, ref)) {
            case DeliveryPlans.Told.Plan(var plan) -> Answer.of(PlannedDelivery.of(plan));
            case DeliveryPlans.Told.NoBody _ ->
                    throw new ProblemException(
                            409, "Nobody knows what it would start: its body is gone");
            case DeliveryPlans.Told.NoSuchRef _ ->
                    throw new ProblemException(
                            422, "The repository has no branch, tag or commit of this name");
            case DeliveryPlans.Told.Unreachable(String reason) ->
                    throw new ProblemException(503, reason, Map.of("Retry-After", "30"));
        };
    }

    private Answer messages(ApiRequest request) {
        return Answer.page(
                database.statement(tx ->
                        ApiDeliveries.messages(
                                tx,
                                request.page(),
                                request.find(TARGET).orElse(null),
                                request.find(MESSAGE_STATE).orElse(null))));
    }

    private Answer message(ApiRequest request) {
        MessageId id = new MessageId(request.get(MESSAGE));
        return Answer.of(
                database.statement(tx -> ApiDeliveries.message(tx, id))
                        .orElseThrow(() -> ProblemException.notFound("message")));
    }
}
