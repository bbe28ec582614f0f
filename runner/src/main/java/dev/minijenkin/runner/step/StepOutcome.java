package dev.minijenkin.runner.step;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.stop.StopReason;

/// What came of a step that ran, before `continue-on-error`.
public sealed interface StepOutcome {
    /// It did what it should.
    record Succeeded() implements StepOutcome {}

    /// A process ended with a code that is not zero.
    record ExitedWith(int code) implements StepOutcome {}

    /// It could not be carried out.
    ///
    /// @param message goes on after the name of the step, without a full stop at its end
    record Failed(Cause cause, String message) implements StepOutcome {}

    /// It ran longer than it may.
    record TimedOut() implements StepOutcome {}

    /// Its job was asked to stop while it ran.
    record Stopped(StopReason reason) implements StepOutcome {}
}
