package dev.minijenkin.workflow.model;

import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A job, as the file says it.
///
/// @param id with the place of its key
/// @param name empty where the file gives none
/// @param needs ids of other jobs
/// @param condition empty where there is no `if`
/// @param runsOn labels, and the group, which is one of them; one that is an expression may give
///   several
/// @param timeoutMinutes empty where the file gives none
/// @param continueOnError empty where the file says nothing
/// @param steps empty for a job that calls a workflow
/// @param settings what the file says below each key of the job, also of those above
public record WorkflowJob(
        Text id,
        Text name,
        List<Text> needs,
        Text condition,
        List<Text> runsOn,
        Map<String, String> env,
        Defaults defaults,
        Text timeoutMinutes,
        Text continueOnError,
        Map<String, String> outputs,
        List<WorkflowStep> steps,
        Map<String, Yaml> settings) {
    /// What stands below a key: `strategy`, `container`, `concurrency`.
    public Optional<Yaml> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /// The workflow that it calls; empty for a job with steps.
    public Text calls() {
        return setting("uses").flatMap(Fields::text).orElse(Text.NONE);
    }

    /// The group that it enters before it is queued.
    public Concurrency concurrency() {
        return setting("concurrency").map(Concurrency::of).orElse(Concurrency.NONE);
    }

    /// Where it deploys.
    public Environment environment() {
        return setting("environment").map(Environment::of).orElse(Environment.NONE);
    }
}
