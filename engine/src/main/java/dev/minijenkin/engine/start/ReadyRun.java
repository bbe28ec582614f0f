package dev.minijenkin.engine.start;

import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.run.CalledSource;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.engine.run.GroupRows;
import dev.minijenkin.engine.run.ProblemAnnotations;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.plan.PlanResult;
import dev.minijenkin.workflow.plan.RunPlanner;
import dev.minijenkin.workflow.plan.leg.ChosenLegs;
import dev.minijenkin.workflow.plan.text.BadTextException;
import dev.minijenkin.workflow.plan.text.GuardTexts;
import dev.minijenkin.workflow.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run of a workflow file whose trigger matched. Its jobs are planned when its number is known,
/// because texts of the file may name it.
///
/// @param payload of the event
/// @param inputs the `inputs` context
/// @param warnings of the file
/// @param called the files that its jobs call, directly or not
/// @param legs of its matrices that are wanted
record ReadyRun(
        TriggerEvent trigger,
        WorkflowSource source,
        Workflow workflow,
        Value payload,
        ObjectValue inputs,
        List<Problem> warnings,
        List<CalledSource> called,
        ChosenLegs legs)
        implements StartableRun {
    /// @param run as it is stored then, but for its group
    /// @param vars the `vars` context
    RunPlan plan(Run run, ObjectValue vars) {
        Map<String, Value> contexts =
                legs.with(
                        Map.of(
                                "github",
                                        RunGithubContext.of(trigger, path(), name(), run, payload),
                                "inputs", inputs,
                                "vars", vars));
        String title = RunPlanner.title(workflow, contexts);
        try {
            return switch (planned(contexts)) {
                case PlanResult.Planned(var jobs) ->
                        new RunPlan(
                                title,
                                group(contexts),
                                jobs,
                                payload,
                                ProblemAnnotations.of(warnings),
                                false);
                case PlanResult.Refused(var problems) -> refused(title, problems);
            };
        } catch (BadTextException e) {
            return refused(title, List.of(e.problem(path())));
        }
    }

    private @Nullable GroupRules group(Map<String, Value> contexts) throws BadTextException {
        return new GuardTexts(_ -> contexts)
                .group(workflow.concurrency())
                .map(GroupRows::rules)
                .orElse(null);
    }

    private RunPlan refused(String title, List<Problem> problems) {
        List<Annotation> annotations = new ArrayList<>(ProblemAnnotations.of(warnings));
        annotations.addAll(ProblemAnnotations.of(problems));
        return RunPlan.refused(title, payload, annotations);
    }

    /// Refused where the file says something that is not carried out here and without which the run
    /// would do other work.
    private PlanResult planned(Map<String, Value> contexts) {
        return workflow.refusals().isEmpty()
                ? RunPlanner.plan(path(), workflow, contexts)
                : new PlanResult.Refused(workflow.refusals());
    }

    /// Of its workflow, or the path of the file.
    String name() {
        return workflow.name().isBlank() ? path() : workflow.name();
    }
}
