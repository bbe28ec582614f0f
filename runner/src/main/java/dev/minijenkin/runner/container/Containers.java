package dev.minijenkin.runner.container;

/// What the jobs of a runner share that run in containers: who starts them, and how what a runner
/// left that was killed is found again. Thread-safe.
public interface Containers extends AutoCloseable {
    /// Whether a job that asks for containers finds them here. Whoever asks first waits until what
    /// an earlier process left in this work folder is removed.
    boolean canStart();

    /// Those of one job: none yet.
    ContainersOfJob ofJob(JobNeeds needs);

    /// Gives up what they share; no job has any by then.
    @Override
    void close();
}
