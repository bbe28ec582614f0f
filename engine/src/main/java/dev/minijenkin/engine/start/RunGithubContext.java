package dev.minijenkin.engine.start;

import dev.minijenkin.db.run.Run;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.trigger.RefNames;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the `github` context of a run holds.
final class RunGithubContext {
    private RunGithubContext() {}

    /// @param workflow name of the workflow, or its path
    /// @param event the payload
    static ObjectValue of(Occasion occasion, String path, String workflow, Run run, Value event) {
        String repository = occasion.repository().name();
        Map<String, Value> github = new LinkedHashMap<>();
        github.put("event", event);
        github.put("event_name", Value.of(occasion.event()));
        github.put("actor", Value.of(occasion.actor()));
        github.put("triggering_actor", Value.of(occasion.actor()));
        github.put("sha", Value.of(occasion.commit().sha()));
        github.put("ref", Value.of(occasion.ref()));
        github.put("ref_name", Value.of(RefNames.brief(occasion.ref())));
        github.put("ref_type", Value.of(RefNames.isTag(occasion.ref()) ? "tag" : "branch"));
        github.put("ref_protected", Value.of(false));
        github.put("head_ref", Value.of(occasion.activity().headRef()));
        github.put("base_ref", Value.of(occasion.activity().baseRef()));
        github.put("repository", Value.of(repository));
        github.put("repository_id", Value.of(text(occasion.repository().id().value())));
        github.put("repository_owner", Value.of(owner(repository)));
        github.put("server_url", Value.of(occasion.serverUrl()));
        github.put("workflow", Value.of(workflow));
        github.put("workflow_ref", Value.of(repository + "/" + path + "@" + occasion.ref()));
        github.put("workflow_sha", Value.of(occasion.commit().sha()));
        github.put("run_id", Value.of(text(run.id().value())));
        github.put("run_number", Value.of(text(run.number())));
        github.put("run_attempt", Value.of(text(run.attempt())));
        return ObjectValue.ignoringCase(github);
    }

    private static String owner(String repository) {
        int slash = repository.indexOf('/');
        return slash < 0 ? "" : repository.substring(0, slash);
    }

    private static String text(long number) {
        return Long.toString(number);
    }
}
