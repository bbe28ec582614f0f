package dev.minijenkin.db.run.step;

/// Domain `step_state`.
public enum StepState {
    PENDING,
    RUNNING,
    FINISHED
}
