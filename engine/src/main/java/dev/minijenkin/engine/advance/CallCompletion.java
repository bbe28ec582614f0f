package dev.minijenkin.engine.advance;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.engine.run.FinishedJobs;
import dev.minijenkin.engine.run.NeedsContext;
import dev.minijenkin.engine.run.OpenRun;
import dev.minijenkin.engine.run.RunFile;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.next.Result;
import dev.minijenkin.workflow.plan.Call;
import dev.minijenkin.workflow.plan.CallTarget;
import dev.minijenkin.workflow.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Ends a call whose jobs have ended: with their result, and with what the called file gives out.
final class CallCompletion {
    private final OpenRun open;
    private final List<Job> called;

    private CallCompletion(OpenRun open, List<Job> called) {
        this.open = open;
        this.called = called;
    }

    /// @param open with the jobs of the called file as they have ended
    static void end(OpenRun open, Job call) {
        String scope = call.position().scope();
        List<Job> called =
                open.jobs().stream().filter(job -> job.position().caller().equals(scope)).toList();
        CallCompletion completion = new CallCompletion(open, called);
        JobResult result = completion.result(Objects.requireNonNull(call.calls()));
        Jobs.finish(open.tx(), call.id(), RunOutputs.bounded(open.tx(), open.run(), result));
    }

    private JobResult result(String file) {
        Map<String, Result> results = results();
        Result together = Result.together(results.values());
        Conclusion conclusion = RunConclusion.conclusion(together);
        Cause cause =
                switch (conclusion) {
                    case SUCCESS, SKIPPED -> null;
                    case FAILURE, CANCELLED, TIMED_OUT -> RunConclusion.cause(together, called);
                };
        return switch (outputs(file, results)) {
            case Call.Outcome.Values(ObjectValue outputs) ->
                    new JobResult(conclusion, cause, null, Json.text(outputs), 0, 0, false);
            case Call.Outcome.Refused(Problem problem) ->
                    JobResult.withoutRunner(
                            Conclusion.FAILURE,
                            Cause.WORKFLOW_INVALID,
                            "The outputs cannot be evaluated: " + problem);
        };
    }

    private Map<String, Result> results() {
        Map<String, List<Result>> legs = new LinkedHashMap<>();
        for (Job job : called) {
            legs.computeIfAbsent(job.position().localKey(), _ -> new ArrayList<>())
                    .add(FinishedJobs.result(job, Objects.requireNonNull(job.conclusion())));
        }
        Map<String, Result> results = new LinkedHashMap<>();
        legs.forEach((key, all) -> results.put(key, Result.together(all)));
        return results;
    }

    private Call.Outcome outputs(String file, Map<String, Result> results) {
        if (!(open.files().read(CallTarget.parse(file)) instanceof RunFile.Present readable)) {
            return new Call.Outcome.Values(ObjectValue.EMPTY);
        }
        Map<String, Value> contexts =
                new LinkedHashMap<>(
                        open.files()
                                .withEvent(
                                        open.definitions().of(called.getFirst().id()).contexts()));
        String scope = called.getFirst().position().caller();
        List<String> keys = results.keySet().stream().map(key -> scope + "/" + key).toList();
        contexts.put("jobs", NeedsContext.of(keys, results, called));
        return Call.outputs(readable.path(), readable.workflow(), contexts);
    }
}
