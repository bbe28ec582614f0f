package dev.minijenkin.runner.action;

import dev.minijenkin.runner.step.StepOutcome;

/// A git command ended otherwise than it should, and with it the step.
final class GitException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient StepOutcome outcome;

    GitException(StepOutcome outcome) {
        super(outcome.toString());
        this.outcome = outcome;
    }

    /// What came of the step.
    StepOutcome outcome() {
        return outcome;
    }
}
