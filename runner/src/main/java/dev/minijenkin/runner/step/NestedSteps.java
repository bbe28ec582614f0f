package dev.minijenkin.runner.step;

/// Carries out the steps of an action inside of its step.
@FunctionalInterface
public interface NestedSteps {
    /// Runs them one after the other; their outputs become those of the step, and what they leave
    /// for the end of the job comes there as one post step.
    StepOutcome run(ActionSteps steps) throws InterruptedException;
}
