package dev.minijenkin.runner.job;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Job;
import dev.minijenkin.db.run.Jobs;
import dev.minijenkin.pipeline.expression.Json;
import dev.minijenkin.pipeline.expression.NullValue;
import dev.minijenkin.pipeline.expression.ObjectValue;
import dev.minijenkin.pipeline.expression.Value;
import dev.minijenkin.pipeline.plan.JobDefinitions;
import dev.minijenkin.pipeline.plan.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The `needs` context: results and outputs of the jobs that were needed. The planner names them;
/// their values exist only now.
final class NeedsContext {
    private NeedsContext() {}

    /// Fills in what the planner left open.
    static Value read(Tx tx, ClaimedJob job, Map<String, Value> contexts) {
        if (!(contexts.getOrDefault("needs", NullValue.NULL) instanceof ObjectValue needs)) {
            return ObjectValue.EMPTY;
        }
        boolean known = needs.fields().values().stream().noneMatch(NullValue.NULL::equals);
        if (known) {
            return needs;
        }
        List<Job> jobs = Jobs.ofRun(tx, job.run(), job.attempt());
        Map<String, Value> filled = new LinkedHashMap<>();
        for (String key : needs.fields().keySet()) {
            filled.put(
                    key, need(tx, jobs.stream().filter(other -> other.key().equals(key)).toList()));
        }
        return ObjectValue.ignoringCase(filled);
    }

    /// @param legs of one matrix; an empty output of one does not hide that of another
    private static Value need(Tx tx, List<Job> legs) {
        List<Result> results = new ArrayList<>();
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (Job leg : legs) {
            results.add(result(tx, leg));
            if (Json.parse(leg.outputs()) instanceof ObjectValue given) {
                given.fields()
                        .forEach((name, value) -> {
                            if (!value.asText().isEmpty()) {
                                outputs.put(name, value);
                            }
                        });
            }
        }
        return ObjectValue.ignoringCase(
                Map.of(
                        "result", Value.of(Result.together(results).asNeed()),
                        "outputs", ObjectValue.ignoringCase(outputs)));
    }

    /// A failure that may be counts as success.
    private static Result result(Tx tx, Job job) {
        Conclusion conclusion = job.conclusion();
        if (conclusion == null) {
            return Result.SKIPPED;
        }
        return switch (conclusion) {
            case SUCCESS -> Result.SUCCESS;
            case FAILURE -> mayFail(tx, job) ? Result.SUCCESS : Result.FAILURE;
            case CANCELLED -> Result.CANCELLED;
            case SKIPPED -> Result.SKIPPED;
            case TIMED_OUT -> Result.TIMED_OUT;
        };
    }

    private static boolean mayFail(Tx tx, Job job) {
        return JobDefinitions.decode(Jobs.definition(tx, job.id())).continueOnError();
    }
}
