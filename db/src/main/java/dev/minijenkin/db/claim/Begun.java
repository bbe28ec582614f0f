package dev.minijenkin.db.claim;

/// What became of a runner's word that it begins with a job, said together with that of others.
public sealed interface Begun {
    /// The job is running, its steps are there, and so is its run.
    ///
    /// @param event payload (JSON) of what started the run
    record Began(byte[] event) implements Begun {}

    /// It is to be said in a transaction of its own: the claim is over, somebody holds the run or
    /// the job, the job enters something, or others have to hear that the run begins.
    ///
    /// @param unsure whether no answer came, so that it may have been written all the same; else
    ///   nothing was
    record Alone(boolean unsure) implements Begun {}
}
