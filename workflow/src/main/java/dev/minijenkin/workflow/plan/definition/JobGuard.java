package dev.minijenkin.workflow.plan.definition;

import dev.minijenkin.workflow.model.Concurrency;
import dev.minijenkin.workflow.model.Environment;

/// What a job has to enter, when its turn has come, before it begins: as the file says it, to be
/// evaluated then ([GuardTexts]).
public record JobGuard(Concurrency concurrency, Environment environment) {
    public static final JobGuard NONE = new JobGuard(Concurrency.NONE, Environment.NONE);
}
