package dev.minijenkin.runner.job;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.pipeline.expression.NullValue;
import dev.minijenkin.pipeline.expression.ObjectValue;
import dev.minijenkin.pipeline.expression.Value;
import dev.minijenkin.runner.workspace.Workspace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The `github` context of a job, and the variables that are made from it.
final class GithubContext {
    /// What processes see as `GITHUB_…`, of those that are texts or numbers.
    private static final Set<String> SHOWN =
            Set.of(
                    "action",
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

    private static final String BRANCHES = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    private GithubContext() {}

    /// What the planner knew, what the claim tells, and what only this host knows.
    ///
    /// @param planned the planner's part; its values win over the claim's
    static ObjectValue of(ClaimedJob job, Value planned, Value event, Workspace workspace) {
        Map<String, String> claimed = new LinkedHashMap<>();
        claimed.put("actor", job.actor());
        claimed.put("triggering_actor", job.actor());
        claimed.put("base_ref", "");
        claimed.put("head_ref", "");
        claimed.put("event_name", job.event());
        claimed.put("ref", job.ref());
        claimed.put("ref_name", refName(job.ref()));
        claimed.put("ref_type", job.ref().startsWith(TAGS) ? "tag" : "branch");
        claimed.put("repository", job.repositoryName());
        claimed.put("repository_id", Long.toString(job.repository().value()));
        claimed.put("repository_owner", owner(job.repositoryName()));
        claimed.put("sha", job.commitSha());
        claimed.put("workflow", job.pipelineName());
        claimed.put(
                "workflow_ref", job.repositoryName() + "/" + job.pipelinePath() + "@" + job.ref());
        claimed.put("workflow_sha", job.commitSha());

        Map<String, Value> github = new LinkedHashMap<>();
        claimed.forEach((name, text) -> github.put(name, Value.of(text)));
        if (planned instanceof ObjectValue object) {
            github.putAll(object.fields());
        }
        github.put("event", event);
        github.put("event_path", Value.of(eventFile(workspace)));
        github.put("job", Value.of(job.key()));
        github.put("run_id", Value.of(Long.toString(job.run().value())));
        github.put("run_number", Value.of(Long.toString(job.runNumber())));
        github.put("run_attempt", Value.of(Integer.toString(job.attempt())));
        github.put("workspace", Value.of(workspace.source().toString()));
        return ObjectValue.ignoringCase(github);
    }

    static String eventFile(Workspace workspace) {
        return workspace.temp().resolve("event.json").toString();
    }

    /// The context with the step's own part.
    static ObjectValue with(ObjectValue github, Map<String, String> more) {
        Map<String, Value> together = new LinkedHashMap<>(github.fields());
        more.forEach((name, text) -> together.put(name, Value.of(text)));
        return ObjectValue.ignoringCase(together);
    }

    static Map<String, String> variables(ObjectValue github) {
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

    private static String refName(String ref) {
        for (String prefix : new String[] {BRANCHES, TAGS, "refs/"}) {
            if (ref.startsWith(prefix)) {
                return ref.substring(prefix.length());
            }
        }
        return ref;
    }

    private static String owner(String repository) {
        int slash = repository.indexOf('/');
        return slash < 0 ? repository : repository.substring(0, slash);
    }
}
