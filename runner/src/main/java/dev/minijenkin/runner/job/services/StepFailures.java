package dev.minijenkin.runner.job.services;

import dev.minijenkin.runner.stop.StopSignal;
import java.nio.file.Path;
import java.util.Map;

/// Somebody who looks at each step that fails while everything is as the step left it.
@FunctionalInterface
public interface StepFailures {
    /// A step that failed, and whose failure counts.
    ///
    /// @param step as people see it
    /// @param why one sentence that the step begins: "ended with exit code 3"
    /// @param folder the workspace
    /// @param environment the whole of it, secrets of the step included
    record FailedStep(String step, String why, Path folder, Map<String, String> environment) {
        public FailedStep {
            environment = Map.copyOf(environment);
        }
    }

    /// The job goes on when this returns. What the step wrote is in the database by then. Called by
    /// the threads of jobs.
    ///
    /// @param stop of the job: who is asked to stop looks no longer
    void look(FailedStep step, StopSignal stop) throws InterruptedException;
}
