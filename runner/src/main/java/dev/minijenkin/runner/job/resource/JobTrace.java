package dev.minijenkin.runner.job.resource;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.engine.trace.TraceContext;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import java.util.Optional;

/// The trace of the run that a job is of.
public final class JobTrace {
    /// By which programs learn of the trace that they are part of.
    public static final String VARIABLE = "TRACEPARENT";

    private JobTrace() {}

    /// Empty where the run was made before there were traces.
    public static Optional<TraceContext> of(JobDefinition definition) {
        return definition.contexts().get(JobDefinitions.TRACE) instanceof StringValue(String text)
                ? TraceContext.ofKept(text)
                : Optional.empty();
    }

    /// What the programs of a step are given.
    public static Optional<String> ofStep(JobDefinition definition, ClaimedJob job, int number) {
        return of(definition).map(trace -> trace.header(trace.ofStep(job.claim(), number)));
    }
}
