package dev.minijenkin.pipeline.progress;

import dev.minijenkin.db.run.Job;
import dev.minijenkin.pipeline.expression.Json;
import dev.minijenkin.pipeline.expression.ObjectValue;
import dev.minijenkin.pipeline.expression.Value;
import dev.minijenkin.pipeline.plan.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the `needs` context of a job holds when its turn has come.
final class NeedsContext {
    private NeedsContext() {}

    /// @param direct results of what the job names itself, by key
    /// @param jobs of the attempt
    static ObjectValue of(Map<String, Result> direct, List<Job> jobs) {
        Map<String, Value> needs = new LinkedHashMap<>();
        direct.forEach((key, result) ->
                needs.put(
                        key,
                        ObjectValue.ignoringCase(
                                Map.of(
                                        "result", Value.of(result.asNeed()),
                                        "outputs", outputs(key, jobs)))));
        return ObjectValue.ignoringCase(needs);
    }

    /// Of all legs together: an empty value does not overwrite another leg's.
    private static Value outputs(String key, List<Job> jobs) {
        Map<String, Value> together = new LinkedHashMap<>();
        for (Job job : jobs) {
            if (job.key().equals(key) && Json.parse(job.outputs()) instanceof ObjectValue own) {
                own.fields()
                        .forEach((name, value) -> {
                            if (value.isTruthy() || !together.containsKey(name)) {
                                together.put(name, value);
                            }
                        });
            }
        }
        return ObjectValue.ignoringCase(together);
    }
}
