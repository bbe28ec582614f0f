package dev.minijenkin.runner.context;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.workspace.Workspace;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The `github` context of a job, and the variables that are made from it.
public final class StepGithubContext {
    /// What processes see as `GITHUB_…`, of those that are texts or numbers.
    private static final Set<String> SHOWN =
            Set.of(
                    "action",
                    "action_path",
                    "action_ref",
                    "action_repository",
                    "actor",
                    "actor_id",
                    "api_url",
                    "base_ref",
                    "event_name",
                    "event_path",
                    "graphql_url",
                    "head_ref",
                    "job",
                    "ref",
                    "ref_name",
                    "ref_protected",
                    "ref_type",
                    "repository",
                    "repository_id",
                    "repository_owner",
                    "repository_owner_id",
                    "retention_days",
                    "run_attempt",
                    "run_id",
                    "run_number",
                    "server_url",
                    "sha",
                    "triggering_actor",
                    "workflow",
                    "workflow_ref",
                    "workflow_sha",
                    "workspace");

    private StepGithubContext() {}

    /// What the planner knew, and what only the runner knows.
    ///
    /// @param planned the planner's part
    /// @param event its payload
    /// @param eventFile where that stands
    public static ObjectValue of(
            ClaimedJob job, Value planned, Value event, Path eventFile, Workspace workspace) {
        Map<String, Value> github = new LinkedHashMap<>();
        if (planned instanceof ObjectValue object) {
            github.putAll(object.fields());
        }
        addresses(github);
        github.put("event", event);
        github.put("event_path", Value.of(eventFile.toString()));
        // A job that is carried out again somewhere else keeps those of the run that it is of.
        github.putIfAbsent("run_id", Value.of(Long.toString(job.run().value())));
        github.putIfAbsent("run_number", Value.of(Long.toString(job.title().number())));
        github.putIfAbsent("run_attempt", Value.of(Integer.toString(job.title().attempt())));
        github.put("workspace", Value.of(workspace.source().toString()));
        return ObjectValue.ignoringCase(github);
    }

    /// Where a forge is asked by programs, as the reference has it.
    private static void addresses(Map<String, Value> github) {
        Value server = github.get("server_url");
        String forge = server == null ? "" : server.asText();
        if (!forge.isEmpty()) {
            boolean isPublic = forge.equals("https://github.com");
            github.putIfAbsent(
                    "api_url", Value.of(isPublic ? "https://api.github.com" : forge + "/api/v3"));
            github.putIfAbsent(
                    "graphql_url",
                    Value.of(isPublic ? "https://api.github.com/graphql" : forge + "/api/graphql"));
        }
        github.putIfAbsent("retention_days", Value.of("90"));
    }

    /// The context with the step's own part.
    public static ObjectValue with(ObjectValue github, Map<String, String> more) {
        Map<String, Value> together = new LinkedHashMap<>(github.fields());
        more.forEach((name, text) -> together.put(name, Value.of(text)));
        return ObjectValue.ignoringCase(together);
    }

    public static Map<String, String> variables(ObjectValue github) {
        Map<String, String> variables = new LinkedHashMap<>();
        github.fields()
                .forEach((name, value) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (SHOWN.contains(lower) && isPlain(value)) {
                        variables.put("GITHUB_" + lower.toUpperCase(Locale.ROOT), value.asText());
                    }
                });
        return variables;
    }

    private static boolean isPlain(Value value) {
        return switch (value.kind()) {
            case "String", "Number", "Boolean" -> !value.equals(NullValue.NULL);
            default -> false;
        };
    }
}
