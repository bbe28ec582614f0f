package dev.minijenkin.engine.run;

import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.next.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the `needs` context of a job holds when its turn has come.
public final class NeedsContext {
    private NeedsContext() {}

    /// The `needs` context of a job, in the order of the file.
    ///
    /// @param needed keys of what the job names itself
    /// @param results of them, by the keys of the job's own file
    /// @param jobs of the attempt
    public static ObjectValue of(List<String> needed, Map<String, Result> results, List<Job> jobs) {
        Map<String, String> keys = new LinkedHashMap<>();
        needed.forEach(key -> keys.put(key.substring(key.lastIndexOf('/') + 1), key));
        Map<String, Value> needs = new LinkedHashMap<>();
        keys.forEach((name, key) -> {
            Result result = results.get(name);
            if (result != null) {
                needs.put(
                        name,
                        ObjectValue.EMPTY
                                .and("result", Value.of(result.asNeed()))
                                .and("outputs", outputs(key, jobs)));
            }
        });
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
