package dev.minijenkin.workflow.plan;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.model.WorkflowStep;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
import java.util.List;

/// Makes what the runner gets from the steps of the file.
final class StepPlanner {
    private StepPlanner() {}

    static List<StepDefinition> steps(List<WorkflowStep> steps) {
        return steps.stream().map(StepPlanner::step).toList();
    }

    private static StepDefinition step(WorkflowStep step) {
        StepDefinition.StepHead head = head(step);
        return switch (step) {
            case WorkflowStep.Run run ->
                    new StepDefinition.Run(head, run.script(), run.shell(), run.workingDirectory());
            case WorkflowStep.Uses uses ->
                    new StepDefinition.Uses(head, uses.action().value(), uses.with());
            case WorkflowStep.Background(WorkflowStep beside) ->
                    new StepDefinition.Background(step(beside));
            case WorkflowStep.Wait wait ->
                    new StepDefinition.Wait(
                            head, wait.places().stream().map(place -> place + 1).toList());
            case WorkflowStep.Cancel cancel -> new StepDefinition.Cancel(head, cancel.place() + 1);
        };
    }

    private static StepDefinition.StepHead head(WorkflowStep step) {
        WorkflowStep.Head head = step.head();
        return new StepDefinition.StepHead(
                head.id().value(),
                head.name().isBlank() ? usualName(step) : head.name(),
                condition(step),
                head.env(),
                head.timeoutMinutes().value(),
                head.continueOnError().value());
    }

    /// What the step does, in whole: the runner evaluates it as it does a name of the file.
    private static String usualName(WorkflowStep step) {
        return switch (step) {
            case WorkflowStep.Run run ->
                    "Run " + Template.firstLine(run.script().strip()).stripTrailing();
            case WorkflowStep.Uses uses -> "Run " + uses.action().value();
            case WorkflowStep.Background(WorkflowStep beside) -> usualName(beside);
            case WorkflowStep.Wait wait ->
                    wait.places().isEmpty()
                            ? "Wait for all steps in the background"
                            : "Wait for steps in the background";
            case WorkflowStep.Cancel _ -> "Cancel a step in the background";
        };
    }

    /// What waits and cancels has no condition of its own: it is always done.
    private static String condition(WorkflowStep step) {
        return switch (step) {
            case WorkflowStep.Wait _, WorkflowStep.Cancel _ -> "always()";
            case WorkflowStep.Run _, WorkflowStep.Uses _, WorkflowStep.Background _ ->
                    step.head().condition().value();
        };
    }
}
