package dev.minijenkin.db.claim;

/// What became of a runner's word that it begins.
public enum Acknowledgement {
    /// The claim is not live any more: nothing was written.
    REFUSED,
    /// The job is running, as its run was before.
    JOB_BEGAN,
    /// The job is running, and its run with it.
    RUN_BEGAN;

    public boolean accepted() {
        return this != REFUSED;
    }
}
