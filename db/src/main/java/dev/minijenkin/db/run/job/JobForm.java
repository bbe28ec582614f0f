package dev.minijenkin.db.run.job;

/// Domain `job_form`: what a job is made of.
public enum JobForm {
    /// Steps, which a runner carries out.
    STEPS,
    /// The jobs of another workflow, which take its place when its turn comes.
    CALL,
    /// Not planned yet.
    DEFERRED
}
