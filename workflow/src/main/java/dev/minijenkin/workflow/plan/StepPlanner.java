package dev.minijenkin.workflow.plan;

import dev.minijenkin.workflow.model.WorkflowStep;
import java.util.List;

/// Makes what the runner gets from the steps of the file.
final class StepPlanner {
    private static final int LONGEST_NAME = 100;

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

    private static String usualName(WorkflowStep step) {
        String name =
                switch (step) {
                    case WorkflowStep.Run run ->
                            "Run " + run.script().strip().lines().findFirst().orElse("").strip();
                    case WorkflowStep.Uses uses -> "Run " + uses.action().value();
                };
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 3) + "...";
    }
}
