package dev.minijenkin.db.run;

/// Domain `run_state`.
public enum RunState {
    QUEUED,
    RUNNING,
    WAITING,
    FINISHED
}
