package dev.minijenkin.pipeline.progress;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Job;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.pipeline.expression.Value;
import dev.minijenkin.pipeline.plan.JobConditions;
import dev.minijenkin.pipeline.plan.JobDefinition;
import dev.minijenkin.pipeline.plan.JobIf;
import dev.minijenkin.pipeline.plan.JobVerdict;
import dev.minijenkin.pipeline.plan.RunJob;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The `if` of jobs as they are stored, with the results of what they need. Used by one thread,
/// within one transaction.
final class StoredConditions implements JobConditions {
    private final Run run;
    private final List<Job> jobs;
    private final Definitions definitions;
    private final Map<JobId, JobDefinition> filled = new HashMap<>();
    private final EventContext events;

    StoredConditions(Tx tx, Run run, List<Job> jobs, Definitions definitions) {
        this.events = new EventContext(tx, run.id());
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
                events.with(definition.condition(), contexts),
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

    /// What a text of the job may name that is evaluated when its turn has come.
    Map<String, Value> contexts(JobId job, String text) {
        return events.with(text, filled(job).contexts());
    }
}
