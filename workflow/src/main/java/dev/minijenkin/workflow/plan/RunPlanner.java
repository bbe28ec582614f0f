package dev.minijenkin.workflow.plan;

import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.text.BadTextException;
import dev.minijenkin.workflow.plan.text.DisplayNames;
import dev.minijenkin.workflow.plan.text.Evaluation;
import dev.minijenkin.workflow.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Makes the jobs of a run from its workflow. Pure: the same file and contexts give the same jobs.
public final class RunPlanner {
    /// Of a run, with all legs and all called jobs.
    public static final int MAX_JOBS = 2560;

    private RunPlanner() {}

    /// The title of a run; empty where the file gives none or it cannot be evaluated.
    public static String title(Workflow workflow, Map<String, Value> contexts) {
        return DisplayNames.evaluated(
                        workflow.runName().value(), Contexts.of(contexts), UnaryOperator.identity())
                .orElse("");
    }

    /// The jobs of a file; refused where an expression that decides about the plan gives nothing
    /// usable. Whether the file says something that is not carried out here is not asked.
    ///
    /// Jobs whose planning texts name `needs` are deferred: what they will be nobody knows yet.
    ///
    /// @param path of the file, for problems
    /// @param contexts `github`, `inputs`, `vars`
    public static PlanResult plan(String path, Workflow workflow, Map<String, Value> contexts) {
        return plan(path, workflow, workflow.jobs(), contexts);
    }

    /// The legs of a job that was deferred, now that its turn has come.
    ///
    /// @param key of the job in its file
    /// @param contexts also `needs`
    public static PlanResult planDeferred(
            String path, Workflow workflow, String key, Map<String, Value> contexts) {
        return plan(
                path,
                workflow,
                workflow.jobs().stream().filter(job -> job.id().value().equals(key)).toList(),
                contexts);
    }

    private static PlanResult plan(
            String path, Workflow workflow, List<WorkflowJob> jobs, Map<String, Value> contexts) {
        Map<String, String> keys = new HashMap<>();
        workflow.jobs()
                .forEach(job ->
                        keys.put(OrdinalIgnoreCase.fold(job.id().value()), job.id().value()));
        Evaluation evaluation = new Evaluation(Contexts.of(contexts));
        List<PlannedJob> planned = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (WorkflowJob job : jobs) {
            try {
                planned.addAll(new JobPlanner(workflow, job, keys, contexts, evaluation).plan());
                checkCount(planned, job);
            } catch (BadTextException e) {
                problems.add(e.problem(path));
            }
        }
        return problems.isEmpty()
                ? new PlanResult.Planned(planned)
                : new PlanResult.Refused(problems);
    }

    private static void checkCount(List<PlannedJob> planned, WorkflowJob last)
            throws BadTextException {
        if (planned.size() > MAX_JOBS) {
            planned.clear();
            throw new BadTextException(
                    last.id(),
                    "A run has at most %d jobs, with all legs: here it is more"
                            .formatted(MAX_JOBS));
        }
    }
}
