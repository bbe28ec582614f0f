package dev.minijenkin.runner.container;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.step.StepOutcome;

/// A container that the job needs is not there.
public final class ContainerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient StepOutcome outcome;

    /// @param clause goes on after the name of the step or the job
    public ContainerException(Cause cause, String clause) {
        super(clause);
        this.outcome = new StepOutcome.Failed(cause, clause);
    }

    /// It was ended before it was there.
    public ContainerException(StepOutcome outcome) {
        super("ended");
        this.outcome = outcome;
    }

    /// What came of whoever needs it.
    public StepOutcome outcome() {
        return outcome;
    }
}
