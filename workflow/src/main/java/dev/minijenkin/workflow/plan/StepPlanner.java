package dev.minijenkin.workflow.plan;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.model.WorkflowStep;
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
        };
    }

    private static StepDefinition.StepHead head(WorkflowStep step) {
        WorkflowStep.Head head = step.head();
        return new StepDefinition.StepHead(
                head.id().value(),
                head.name().isBlank() ? usualName(step) : head.name(),
                head.condition().value(),
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
        };
    }
}
