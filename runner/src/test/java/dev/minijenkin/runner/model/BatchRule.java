package dev.minijenkin.runner.model;

/// What ends of jobs hold to that go together; each rule is there because something goes wrong
/// without it.
enum BatchRule {
    /// The runs of a batch are locked in the order of their ids.
    RUNS_ARE_LOCKED_IN_ORDER,
    /// A run that somebody holds is left out of a batch.
    HELD_RUNS_ARE_SKIPPED,
    /// How a run stands is read by a statement after the one that locked it.
    LOCKED_BEFORE_LOOKED,
    /// A job ends only where its claim is live.
    ENDS_NAME_A_LIVE_CLAIM,
    /// What a batch left out, or was not answered for, its process tells in a transaction of its
    /// own.
    WHAT_IS_LEFT_IS_TOLD_ALONE
}
