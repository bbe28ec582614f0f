package dev.minijenkin.db.outbox;

/// What a target can hear of; the words of `outbox_targets.events`.
public enum TargetEvent {
    /// A run was made, or opened again for another attempt.
    RUN_QUEUED,
    /// The first job of an attempt of a run began.
    RUN_STARTED,
    /// A run ended.
    RUN_FINISHED,
    /// A run ended, and not well.
    RUN_FAILED,
    /// A job ended that had begun.
    JOB_FINISHED,
    /// A job ended that had begun, and not well.
    JOB_FAILED,
    /// A job ended that had printed what a saved search asks for.
    SEARCH_MATCHED;

    /// Whether it is about a run as a whole, as is the status of a commit.
    public boolean isOfRun() {
        return switch (this) {
            case RUN_QUEUED, RUN_STARTED, RUN_FINISHED, RUN_FAILED -> true;
            case JOB_FINISHED, JOB_FAILED, SEARCH_MATCHED -> false;
        };
    }
}
