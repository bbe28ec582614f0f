package dev.minijenkin.runner.job;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The variables of the environment that a job holds: they stand before those that the planner
/// knew, who did not know yet what the job would hold.
final class EnvironmentVariables {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private EnvironmentVariables() {}

    /// The definition with them; as it is where the job holds no environment, or must end.
    static JobDefinition added(
            JobDefinition definition, ClaimedJob job, RunnerServices services, StopSignal stop)
            throws InterruptedException {
        if (job.terms().deployment().isEmpty()) {
            return definition;
        }
        EnvironmentId environment = job.terms().deployment().get().environment();
        Optional<Map<String, String>> found =
                new WhileAway("The variables of " + job.job(), PAUSE, PAUSE, new WakeUp())
                        .repeat(
                                stop::killed,
                                _ -> services.access().of(job).variables(environment));
        return found.filter(own -> !own.isEmpty())
                .map(own -> definition.withContexts(over(definition.contexts(), own)))
                .orElse(definition);
    }

    private static Map<String, Value> over(Map<String, Value> contexts, Map<String, String> own) {
        Map<String, Value> fields = new LinkedHashMap<>();
        if (contexts.get("vars") instanceof ObjectValue vars) {
            fields.putAll(vars.fields());
        }
        fields.keySet().removeIf(name -> own.keySet().stream().anyMatch(name::equalsIgnoreCase));
        own.forEach((name, text) -> fields.put(name, Value.of(text)));
        Map<String, Value> all = new LinkedHashMap<>(contexts);
        all.put("vars", ObjectValue.ignoringCase(fields));
        return all;
    }
}
