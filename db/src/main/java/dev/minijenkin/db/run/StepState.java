package dev.minijenkin.db.run;

/// Domain `step_state`.
public enum StepState {
    PENDING,
    RUNNING,
    FINISHED
}
