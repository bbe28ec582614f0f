package dev.minijenkin.runner.stop;

/// Why a job is to stop, from the mildest to the one that allows nothing more.
public enum StopReason {
    /// A person or a newer run cancelled it.
    CANCEL_REQUESTED,
    /// It ran longer than `timeout-minutes`.
    TIMED_OUT,
    /// Its runner was told twice to stop.
    RUNNER_STOPPED,
    /// It was asked and did not end in time.
    GRACE_OVER,
    /// Its folders take more of the disk than its runner allows.
    WORKSPACE_FULL,
    /// It deploys, and its runner was not answered for as long as its lease: another may deploy by
    /// now.
    LEASE_OVER,
    /// The claim is not the live one any more: nothing may be written.
    CLAIM_LOST;

    /// Whether processes are killed at once, without asking them.
    public boolean kills() {
        return compareTo(GRACE_OVER) >= 0;
    }
}
