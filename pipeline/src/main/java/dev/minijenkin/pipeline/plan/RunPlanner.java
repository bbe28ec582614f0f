package dev.minijenkin.pipeline.plan;

import dev.minijenkin.pipeline.expression.Contexts;
import dev.minijenkin.pipeline.expression.ExpressionException;
import dev.minijenkin.pipeline.expression.OrdinalIgnoreCase;
import dev.minijenkin.pipeline.expression.Template;
import dev.minijenkin.pipeline.expression.Value;
import dev.minijenkin.pipeline.workflow.Problem;
import dev.minijenkin.pipeline.workflow.Workflow;
import dev.minijenkin.pipeline.workflow.WorkflowJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the jobs of a run from its workflow. Pure: the same file and contexts give the same jobs.
public final class RunPlanner {
    private RunPlanner() {}

    /// The title of a run; empty where the file gives none or it cannot be evaluated.
    public static String title(Workflow workflow, Map<String, Value> contexts) {
        try {
            return Template.parse(workflow.runName().value())
                    .evaluateText(Contexts.of(contexts))
                    .strip();
        } catch (ExpressionException _) {
            return "";
        }
    }

    /// The jobs of a run; refused where the file says something that is not carried out here and
    /// without which the run would do other work.
    ///
    /// @param path of the file, for problems
    /// @param contexts `github`, `inputs`, `vars`
    public static PlanResult plan(String path, Workflow workflow, Map<String, Value> contexts) {
        if (!workflow.refusals().isEmpty()) {
            return new PlanResult.Refused(workflow.refusals());
        }
        Map<String, String> keys = new HashMap<>();
        workflow.jobs()
                .forEach(job ->
                        keys.put(OrdinalIgnoreCase.fold(job.id().value()), job.id().value()));
        List<PlannedJob> jobs = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (WorkflowJob job : workflow.jobs()) {
            try {
                jobs.add(new JobPlanner(workflow, job, keys, contexts).plan());
            } catch (BadText e) {
                problems.add(e.problem(path));
            }
        }
        return problems.isEmpty() ? new PlanResult.Planned(jobs) : new PlanResult.Refused(problems);
    }
}
