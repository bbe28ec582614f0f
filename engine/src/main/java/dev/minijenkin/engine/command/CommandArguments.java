package dev.minijenkin.engine.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

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

    /// Of [CommandKind#DRAIN] and [CommandKind#RESUME].
    ///
    /// @param name of the runner
    public static String runner(String name) {
        return JSON.createObjectNode().put("runner", name).toString();
    }

    /// The arguments as they were stored; what is no JSON object is an empty one.
    static JsonNode read(String arguments) {
        try {
            return JSON.readTree(arguments);
        } catch (JsonProcessingException _) {
            return JSON.createObjectNode();
        }
    }

    /// A text among them; empty where there is none.
    static String text(JsonNode arguments, String name) {
        return arguments.path(name).asText("").strip();
    }
}
