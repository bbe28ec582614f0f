package dev.minijenkin.runner.job.queue;

import dev.minijenkin.runner.step.StepOutcome;
import java.util.List;

/// What a step of a job may ask of those that others do not wait for.
public interface StepsBeside {
    /// Waits for some.
    ///
    /// @param numbers of steps; empty: for all that were not waited for
    StepOutcome await(List<Integer> numbers) throws InterruptedException;

    /// Ends one, which is no failure.
    StepOutcome cancel(int number) throws InterruptedException;
}
