package dev.minijenkin.runner.action.git;

import dev.minijenkin.runner.step.StepOutcome;

/// A git command ended otherwise than it should, and with it the step.
public final class GitException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient StepOutcome outcome;

    public GitException(StepOutcome outcome) {
        super(outcome.toString());
        this.outcome = outcome;
    }

    /// What came of the step.
    public StepOutcome outcome() {
        return outcome;
    }
}
