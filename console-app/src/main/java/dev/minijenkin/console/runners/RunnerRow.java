package dev.minijenkin.console.runners;

import dev.minijenkin.db.view.runner.RunnerJob;
import dev.minijenkin.db.view.runner.RunnerView;

/// A row of the list of runners.
sealed interface RunnerRow {
    /// What tells it apart from the others.
    Object key();

    /// The runner that the row is of.
    RunnerView runner();

    /// The runner itself.
    ///
    /// @param needed how many jobs in the queue nobody else could take
    /// @param open whether its jobs are shown
    record OfRunner(RunnerView runner, long needed, boolean marked, boolean open)
            implements RunnerRow {
        @Override
        public Object key() {
            return runner.id();
        }
    }

    /// What keeps a runner from taking jobs, in a line below it.
    record OfTrouble(RunnerView runner, long needed) implements RunnerRow {
        @Override
        public Object key() {
            return "trouble of " + runner.id();
        }
    }

    /// A job that a runner carries out.
    record OfJob(RunnerView runner, RunnerJob job) implements RunnerRow {
        @Override
        public Object key() {
            return job.job();
        }
    }
}
