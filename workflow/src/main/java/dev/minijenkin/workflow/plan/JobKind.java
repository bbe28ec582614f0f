package dev.minijenkin.workflow.plan;

/// What a job of a run is made of.
public enum JobKind {
    /// Steps, which a runner carries out.
    STEPS,
    /// The jobs of another workflow, which take its place when its turn comes.
    CALL,
    /// Not known yet: its matrix, its runners or its name need the outputs of earlier jobs. It is
    /// planned when its turn comes.
    DEFERRED
}
