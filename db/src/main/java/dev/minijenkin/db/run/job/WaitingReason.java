package dev.minijenkin.db.run.job;

/// Domain `waiting_reason`.
public enum WaitingReason {
    APPROVAL,
    CONCURRENCY,
    DEPLOYMENT_LOCK,
    HOLD,
    WAIT_TIMER
}
