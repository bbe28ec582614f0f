package dev.minijenkin.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.repository.Pipeline;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import java.util.Optional;

/// Asks for runs as a git host would, by a delivery: a server fetches the commit and starts them.
final class TriggerWorkflow {
    private TriggerWorkflow() {}

    static CommandExecution execute(Tx tx, PendingCommand command) {
        Optional<Repository> repository =
                Optional.ofNullable(command.repository()).flatMap(id -> Repositories.find(tx, id));
        if (repository.isEmpty()) {
            return CommandExecution.refused("The trigger names no repository that is registered");
        }
        JsonNode arguments = CommandArguments.read(command.arguments());
        String workflow = CommandArguments.text(arguments, "workflow");
        if (arguments.path("pipeline_id").isIntegralNumber()) {
            Optional<Pipeline> pipeline =
                    Pipelines.find(tx, new PipelineId(arguments.path("pipeline_id").longValue()))
                            .filter(p -> p.repositoryId().equals(repository.get().id()));
            if (pipeline.isEmpty()) {
                return CommandExecution.refused(
                        "%s has no such pipeline".formatted(repository.get().name()));
            }
            if (!pipeline.get().enabled()) {
                return CommandExecution.refused(
                        "The pipeline %s is switched off".formatted(pipeline.get().name()));
            }
            workflow = pipeline.get().path();
        }
        String given = CommandArguments.text(arguments, "ref");
        String ref = given.isEmpty() ? repository.get().defaultBranch() : given;
        return AskedDelivery.of(
                tx,
                command,
                repository.get().id(),
                "workflow_dispatch",
                payload(command, arguments, ref, workflow));
    }

    private static String payload(
            PendingCommand command, JsonNode arguments, String ref, String workflow) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("ref", ref);
        payload.put("workflow", workflow);
        JsonNode inputs = arguments.path("inputs");
        payload.set("inputs", inputs.isObject() ? inputs : JsonNodeFactory.instance.objectNode());
        payload.putObject("sender").put("login", command.actor());
        if (command.reason() != null) {
            payload.put("reason", command.reason());
        }
        return payload.toString();
    }
}
