package dev.minijenkin.engine.start;

import dev.minijenkin.db.run.Run;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.trigger.RefNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the `github` context of a run holds.
final class RunGithubContext {
    private RunGithubContext() {}

    /// @param workflow name of the workflow, or its path
    /// @param payload of the event
    static ObjectValue of(
            TriggerEvent trigger, String path, String workflow, Run run, Value payload) {
        String repository = trigger.repository().name();
        Map<String, Value> github = new LinkedHashMap<>();
        github.put("event", payload);
        github.put("event_name", Value.of(trigger.name()));
        github.put("actor", Value.of(trigger.actor()));
        github.put("triggering_actor", Value.of(trigger.actor()));
        github.put("sha", Value.of(trigger.commit().sha()));
        github.put("ref", Value.of(trigger.ref()));
        github.put("ref_name", Value.of(RefNames.brief(trigger.ref())));
        github.put("ref_type", Value.of(RefNames.isTag(trigger.ref()) ? "tag" : "branch"));
        github.put("ref_protected", Value.of(false));
        github.put("head_ref", Value.of(trigger.event().headRef()));
        github.put("base_ref", Value.of(trigger.event().baseRef()));
        github.put("repository", Value.of(repository));
        github.put("repository_id", Value.of(text(trigger.repository().id().value())));
        github.put("repository_owner", Value.of(owner(repository)));
        github.put(
                "server_url",
                Value.of(
                        trigger.serverUrl().isEmpty()
                                ? ForgeAddress.of(trigger.repository().url())
                                : trigger.serverUrl()));
        github.put("workflow", Value.of(workflow));
        github.put("workflow_ref", Value.of(repository + "/" + path + "@" + trigger.ref()));
        github.put("workflow_sha", Value.of(trigger.commit().sha()));
        github.put("run_id", Value.of(text(run.id().value())));
        github.put("run_number", Value.of(text(run.number())));
        github.put("run_attempt", Value.of(text(run.attempt())));
        id(payload, "sender").ifPresent(id -> github.put("actor_id", id));
        Value told = payload.at(Value.of("repository"));
        id(told, "owner").ifPresent(id -> github.put("repository_owner_id", id));
        visibility(told).ifPresent(word -> github.put("repository_visibility", word));
        return ObjectValue.ignoringCase(github);
    }

    /// The forge's, as a text; empty where the event does not tell it.
    private static Optional<Value> id(Value payload, String whose) {
        String id = payload.at(Value.of(whose)).at(Value.of("id")).asText();
        return id.isEmpty() ? Optional.empty() : Optional.of(Value.of(id));
    }

    private static Optional<Value> visibility(Value repository) {
        String told = repository.at(Value.of("visibility")).asText();
        if (!told.isEmpty()) {
            return Optional.of(Value.of(told));
        }
        return switch (repository.at(Value.of("private")).asText()) {
            case "true" -> Optional.of(Value.of("private"));
            case "false" -> Optional.of(Value.of("public"));
            default -> Optional.empty();
        };
    }

    private static String owner(String repository) {
        int slash = repository.indexOf('/');
        return slash < 0 ? "" : repository.substring(0, slash);
    }

    private static String text(long number) {
        return Long.toString(number);
    }
}
