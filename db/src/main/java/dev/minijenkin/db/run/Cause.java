package dev.minijenkin.db.run;

/// Domain `cause`: why a conclusion is what it is.
public enum Cause {
    EXIT_CODE,
    RUNNER_LOST,
    SUPERSEDED,
    NEVER_SCHEDULABLE,
    CANCELLED_BY_COMMAND,
    TIMEOUT,
    DEPENDENCY,
    CONDITION,
    WORKFLOW_INVALID,
    CHECKOUT_FAILED,
    RUNNER_ERROR,
    RUNNER_STOPPED,
    REJECTED
}
