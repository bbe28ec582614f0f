package dev.minijenkin.engine.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.next.ConditionOutcome;
import dev.minijenkin.workflow.next.JobConditions;
import dev.minijenkin.workflow.next.JobIf;
import dev.minijenkin.workflow.next.RunJob;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The `if` of jobs as they are stored, with the results of what they need. Used by one thread,
/// within one transaction.
public final class StoredConditions implements JobConditions {
    private final OpenRun open;
    private final Map<String, ObjectValue> needs = new HashMap<>();
    private final Map<String, String> conditions = new HashMap<>();

    public StoredConditions(OpenRun open) {
        this.open = open;
    }

    @Override
    public ConditionOutcome decide(RunJob job, Ancestors ancestors) {
        JobDefinition definition = open.definitions().of(new JobId(job.id()));
        ObjectValue known = NeedsContext.of(job.needs(), ancestors.direct(), open.jobs());
        needs.put(job.key(), known);
        conditions.put(job.key(), definition.condition());
        Map<String, Value> contexts = new LinkedHashMap<>(definition.contexts());
        contexts.put("needs", known);
        return JobIf.decide(
                definition.condition(),
                open.files().withEvent(definition.condition(), contexts),
                ancestors,
                open.run().cancelRequested());
    }

    /// The `needs` context of a job about which was decided.
    public ObjectValue needsOf(String key) {
        return needs.getOrDefault(key, ObjectValue.EMPTY);
    }

    /// Whether a condition of its own decided about the job.
    public boolean isConditional(String key) {
        return !conditions.getOrDefault(key, "").isBlank();
    }
}
