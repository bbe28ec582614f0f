package dev.minijenkin.engine.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.outbox.MessageId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Builds and reads the JSON arguments of commands. Who reads takes nothing for granted: whoever
/// may insert a command may write anything into it.
public final class CommandArguments {
    /// Of the kinds that say everything by their run or job.
    public static final String NONE = "{}";

    private static final JsonMapper JSON = new JsonMapper();

    private CommandArguments() {}

    /// Of [CommandKind#TRIGGER].
    ///
    /// @param ref branch, tag or commit; empty: the default branch
    /// @param workflow path of the file or its bare name; empty: all that have `workflow_dispatch`
    public static String trigger(String ref, String workflow) {
        return trigger(ref, workflow, Map.of());
    }

    /// Of [CommandKind#TRIGGER], with inputs of the workflow.
    public static String trigger(String ref, String workflow, Map<String, String> inputs) {
        ObjectNode arguments = JSON.createObjectNode();
        arguments.put("ref", ref);
        arguments.put("workflow", workflow);
        ObjectNode given = arguments.putObject("inputs");
        inputs.forEach(given::put);
        return arguments.toString();
    }

    /// Of [CommandKind#REDELIVER] and [CommandKind#REPLAY].
    public static String delivery(DeliveryId id) {
        return JSON.createObjectNode().put("delivery", id.value()).toString();
    }

    /// Of [CommandKind#PREVIEW].
    ///
    /// @param ref branch, tag or commit whose workflow files count; empty: those that the delivery
    ///   means
    public static String preview(DeliveryId id, String ref) {
        return JSON.createObjectNode().put("delivery", id.value()).put("ref", ref).toString();
    }

    /// Of [CommandKind#PRIORITISE].
    ///
    /// @param priority 0 is served first, 99 last
    public static String priority(int priority) {
        return JSON.createObjectNode().put("priority", priority).toString();
    }

    /// Of [CommandKind#SWITCH_OFF] and [CommandKind#SWITCH_ON], which name the repository as well.
    ///
    /// @param workflow path of the file or its bare name
    public static String workflow(String workflow) {
        return JSON.createObjectNode().put("workflow", workflow).toString();
    }

    /// Of [CommandKind#CHANGE_REPOSITORY].
    ///
    /// @param which `none`, `forks` or `all`
    public static String guests(String which) {
        return JSON.createObjectNode().put("guests", which).toString();
    }

    /// Of [CommandKind#CHANGE_REPOSITORY].
    ///
    /// @param whose `outsiders`, `first_time` or `new_to_host`
    public static String forks(String whose) {
        return JSON.createObjectNode().put("forks", whose).toString();
    }

    /// Of [CommandKind#FIND_TEST_REPORTS], which names the repository as well.
    ///
    /// @param workflow path of the file or its bare name
    /// @param patterns of files in the workspace; empty: none are looked for
    public static String testReports(String workflow, List<String> patterns) {
        ObjectNode arguments = JSON.createObjectNode().put("workflow", workflow);
        patterns.forEach(arguments.putArray("patterns")::add);
        return arguments.toString();
    }

    /// Of [CommandKind#DRAIN], [CommandKind#RESUME] and [CommandKind#FORGET].
    ///
    /// @param name of the runner
    public static String runner(String name) {
        return JSON.createObjectNode().put("runner", name).toString();
    }

    /// Of [CommandKind#FREE_ENVIRONMENT], which names the repository as well.
    ///
    /// @param name of the environment; case does not matter
    public static String environment(String name) {
        return JSON.createObjectNode().put("environment", name).toString();
    }

    /// Of [CommandKind#ROLL_BACK], which names the repository as well.
    ///
    /// @param name of the environment; case does not matter
    /// @param deployment id of the one to go back to; null: the last good one
    public static String rollBack(String name, @Nullable Long deployment) {
        return JSON.createObjectNode()
                .put("environment", name)
                .put("deployment", deployment)
                .toString();
    }

    /// Of [CommandKind#TEST_TARGET].
    ///
    /// @param name of the target
    /// @param key of the message, by which the sender finds it
    public static String target(String name, UUID key) {
        return JSON.createObjectNode().put("target", name).put("key", key.toString()).toString();
    }

    /// Of [CommandKind#RESEND].
    public static String messages(List<MessageId> ids) {
        ObjectNode arguments = JSON.createObjectNode();
        ids.forEach(id -> arguments.withArray("messages").add(id.value()));
        return arguments.toString();
    }

    /// The arguments as they were stored.
    ///
    /// @throws UnreadableArgumentsException where they are nested too deeply, say
    static JsonNode read(String arguments) {
        try {
            return JSON.readTree(arguments);
        } catch (JsonProcessingException e) {
            throw new UnreadableArgumentsException(
                    "Its arguments cannot be read: " + e.getOriginalMessage());
        }
    }

    /// The delivery that a command names; empty where it names none.
    static Optional<DeliveryId> delivery(PendingCommand command) {
        JsonNode number = read(command.arguments()).path("delivery");
        return number.isIntegralNumber() && number.canConvertToLong()
                ? Optional.of(new DeliveryId(number.longValue()))
                : Optional.empty();
    }

    /// A text among them; empty where there is none.
    ///
    /// @throws UnreadableArgumentsException where something else stands there
    static String text(JsonNode arguments, String name) {
        JsonNode value = arguments.path(name);
        if (value.isContainerNode()) {
            throw new UnreadableArgumentsException(
                    "Its argument \"%s\" is no text".formatted(name));
        }
        return value.asText("").strip();
    }

    /// The key of a message.
    ///
    /// @throws UnreadableArgumentsException where none stands there
    static UUID key(JsonNode arguments) {
        try {
            return UUID.fromString(text(arguments, "key"));
        } catch (IllegalArgumentException e) {
            throw new UnreadableArgumentsException("Its argument \"key\" is no UUID");
        }
    }
}
