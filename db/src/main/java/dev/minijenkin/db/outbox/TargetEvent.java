package dev.minijenkin.db.outbox;

/// What a target can hear of; the words of `outbox_targets.events`.
public enum TargetEvent {
    /// A run was made, or opened again for another attempt.
    RUN_QUEUED,
    /// A run ended.
    RUN_FINISHED,
    /// A run ended, and not well.
    RUN_FAILED,
    /// A job ended that had begun.
    JOB_FINISHED,
    /// A job ended that had begun, and not well.
    JOB_FAILED,
    /// Somebody let a job pass the rules of its environment.
    BREAK_GLASS
}
