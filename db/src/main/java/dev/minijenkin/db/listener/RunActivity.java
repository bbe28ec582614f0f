package dev.minijenkin.db.listener;

/// What happens to a run, in the words of `run_listeners.types`.
public enum RunActivity {
    /// It was made.
    REQUESTED,
    /// The first job of an attempt began.
    IN_PROGRESS,
    /// An attempt ended.
    COMPLETED
}
