package dev.minijenkin.engine.run;

import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.workflow.plan.definition.PassedSecrets;
import java.util.Collection;
import java.util.List;

/// Where in a run the jobs of a file stand.
///
/// @param scope of their caller; empty for the jobs of the run's own file
/// @param name of their caller, for people
/// @param place of their caller
/// @param secrets what they get; empty: all
public record CallerScope(
        String scope, String name, List<Integer> place, List<PassedSecrets> secrets) {
    public static final CallerScope NONE = new CallerScope("", "", List.of(), List.of());

    /// Of the jobs that a job calls.
    public static CallerScope below(Job caller, List<PassedSecrets> secrets) {
        return new CallerScope(
                caller.position().scope(), caller.name(), caller.position().place(), secrets);
    }

    /// Of a job that is there already.
    public static CallerScope of(Job job, Collection<Job> jobs, List<PassedSecrets> secrets) {
        return RunFiles.caller(job, jobs).map(caller -> below(caller, secrets)).orElse(NONE);
    }

    String key(String localKey) {
        return scope.isEmpty() ? localKey : scope + "/" + localKey;
    }

    String name(String ownName) {
        return name.isEmpty() ? ownName : name + " / " + ownName;
    }
}
