package dev.minijenkin.runner.job;

import dev.minijenkin.runner.step.StepHandler;

/// Takes what steps leave to be done after the last one.
@FunctionalInterface
interface PostSteps {
    /// Takes one.
    ///
    /// @param leftBy the step that does, whose environment and state it shares
    void push(StepHandler.Post post, QueuedStep leftBy);
}
