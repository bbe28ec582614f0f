package dev.minijenkin.db.run.job;

/// Domain `job_state`, in the order in which a job passes through them.
public enum JobState {
    /// Needs are open.
    BLOCKED,
    /// Approval, concurrency group or deployment lock; see [WaitingReason].
    WAITING,
    QUEUED,
    /// A runner took it and has not said yet that it began.
    CLAIMED,
    RUNNING,
    FINISHED
}
