package dev.minijenkin.pipeline.command;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Annotations;
import dev.minijenkin.db.run.Job;
import dev.minijenkin.db.run.Jobs;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.pipeline.expression.ObjectValue;
import dev.minijenkin.pipeline.expression.Value;
import dev.minijenkin.pipeline.plan.JobDefinition;
import dev.minijenkin.pipeline.plan.JobDefinitions;
import dev.minijenkin.pipeline.progress.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Another attempt of a run, with a row for each job of the one before.
final class Attempt {
    private Attempt() {}

    /// Begins it, and lets it go on.
    ///
    /// @param run ended, under its lock
    /// @param jobs of the attempt before
    /// @param again those of them that are carried out again
    /// @return the number of the new attempt
    static int start(Tx tx, Run run, List<Job> jobs, Set<Job> again, String actor) {
        int attempt = Runs.startAttempt(tx, run.id());
        Map<JobId, String> definitions = Jobs.definitions(tx, again.stream().map(Job::id).toList());
        // One by one: their ids keep the order of the file.
        for (Job job : jobs) {
            if (again.contains(job)) {
                String definition = Objects.requireNonNull(definitions.get(job.id()));
                Jobs.repeat(tx, job.id(), attempt, of(definition, attempt, actor));
            } else {
                Jobs.reuse(tx, List.of(job.id()), attempt);
            }
        }
        Annotations.insert(
                tx,
                run.id(),
                attempt,
                Annotations.ofRun(tx, run.id(), run.attempt()).stream()
                        .filter(annotation -> annotation.job() == null)
                        .toList());
        Progress.begin(tx, Runs.lock(tx, run.id()).orElseThrow());
        return attempt;
    }

    private static String of(String json, int attempt, String actor) {
        JobDefinition definition = JobDefinitions.decode(json);
        Map<String, Value> contexts = new LinkedHashMap<>(definition.contexts());
        contexts.computeIfPresent(
                "github",
                (_, value) -> {
                    if (!(value instanceof ObjectValue github)) {
                        return value;
                    }
                    Map<String, Value> fields = new LinkedHashMap<>(github.fields());
                    fields.put("run_attempt", Value.of(Integer.toString(attempt)));
                    fields.put("triggering_actor", Value.of(actor));
                    return ObjectValue.ignoringCase(fields);
                });
        return JobDefinitions.encode(definition.withContexts(contexts));
    }
}
