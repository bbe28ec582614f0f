package dev.minijenkin.runner.action.load;

import dev.minijenkin.runner.action.call.ActionHeading;
import dev.minijenkin.runner.action.call.ActionInputs;
import dev.minijenkin.runner.action.call.LoadedAction;
import dev.minijenkin.runner.step.ActionSteps;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.workflow.action.ActionFile;

/// An action that consists of steps.
record CompositeAction(
        LoadedAction action, ActionFile.Runs.Composite composite, ActionInputs inputs)
        implements StepHandler {
    @Override
    public StepOutcome run(StepScope scope) throws InterruptedException {
        ActionHeading.print(scope, "Run " + action.shown(), inputs);
        return scope.nested()
                .run(
                        new ActionSteps(
                                composite.steps(),
                                inputs.values(),
                                action.github(),
                                action.file().outputs()));
    }
}
