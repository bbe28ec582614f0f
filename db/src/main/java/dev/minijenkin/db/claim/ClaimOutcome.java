package dev.minijenkin.db.claim;

/// How a claim ended.
public enum ClaimOutcome {
    FINISHED,
    RETURNED,
    UNACKNOWLEDGED,
    RUNNER_LOST
}
