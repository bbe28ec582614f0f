package dev.minijenkin.runner.job.queue;

import dev.minijenkin.runner.step.StepHandler;

/// Takes what steps leave to be done after the last one.
@FunctionalInterface
public interface PostSteps {
    /// Takes one.
    ///
    /// @param leftBy the step that does, whose environment and state it shares
    void push(StepHandler.Post post, QueuedStep leftBy);
}
