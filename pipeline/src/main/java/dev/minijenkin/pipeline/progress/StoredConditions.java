package dev.minijenkin.pipeline.progress;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Job;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.pipeline.expression.ObjectValue;
import dev.minijenkin.pipeline.expression.Value;
import dev.minijenkin.pipeline.plan.JobConditions;
import dev.minijenkin.pipeline.plan.JobDefinition;
import dev.minijenkin.pipeline.plan.JobIf;
import dev.minijenkin.pipeline.plan.JobVerdict;
import dev.minijenkin.pipeline.plan.RunJob;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `if` of jobs as they are stored, with the results of what they need. Used by one thread,
/// within one transaction.
final class StoredConditions implements JobConditions {
    private final Tx tx;
    private final Run run;
    private final List<Job> jobs;
    private final Definitions definitions;
    private final Map<JobId, JobDefinition> filled = new HashMap<>();
    private @Nullable Value event;

    StoredConditions(Tx tx, Run run, List<Job> jobs, Definitions definitions) {
        this.tx = tx;
        this.run = run;
        this.jobs = jobs;
        this.definitions = definitions;
    }

    @Override
    public JobVerdict decide(RunJob job, Ancestors ancestors) {
        JobId id = new JobId(job.id());
        JobDefinition definition = definitions.of(id);
        Map<String, Value> contexts = new LinkedHashMap<>(definition.contexts());
        contexts.put("needs", NeedsContext.of(ancestors.direct(), jobs));
        filled.put(id, definition.withContexts(contexts));
        return JobIf.decide(
                definition.condition(),
                withEvent(definition.condition(), contexts),
                ancestors,
                run.cancelRequested());
    }

    /// What a runner gets, now that the results of its needs are known.
    JobDefinition filled(JobId job) {
        return filled.getOrDefault(job, definitions.of(job));
    }

    /// Whether the job has an `if` of its own.
    boolean isConditional(JobId job) {
        return !definitions.of(job).condition().isBlank();
    }

    /// The payload of the event may be megabytes, and few conditions look at it.
    private Map<String, Value> withEvent(String condition, Map<String, Value> contexts) {
        if (!mayNeedEvent(condition) || !(contexts.get("github") instanceof ObjectValue github)) {
            return contexts;
        }
        Map<String, Value> fields = new LinkedHashMap<>(github.fields());
        fields.put("event", event());
        Map<String, Value> together = new LinkedHashMap<>(contexts);
        together.put("github", ObjectValue.ignoringCase(fields));
        return together;
    }

    /// Also where `github` is taken as a whole or by a computed name.
    private static boolean mayNeedEvent(String condition) {
        String folded = condition.toLowerCase(Locale.ROOT);
        return folded.contains("event") || folded.contains("github[") || folded.contains("tojson");
    }

    private Value event() {
        Value known = event;
        if (known == null) {
            known = EventPayload.read(Runs.source(tx, run.id()).eventPayload());
            event = known;
        }
        return known;
    }
}
