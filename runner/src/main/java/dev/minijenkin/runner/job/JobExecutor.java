package dev.minijenkin.runner.job;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.stop.StopSignal;

/// How a runner carries out what it takes.
@FunctionalInterface
public interface JobExecutor {
    /// To be called as soon as the claim is there.
    Execution of(ClaimedJob job, RunnerServices services);

    /// One job, from its claim to its result.
    ///
    /// The thread that calls [#run] carries it out; any thread may use [#stop].
    interface Execution {
        ClaimId claim();

        /// What is asked here reaches the steps at once.
        StopSignal stop();

        /// Returns when the result is recorded, or when the claim turned out to be lost. While the
        /// database is away it waits.
        ///
        /// @throws InterruptedException if the runner gives up; processes are dead then, and
        ///   nothing is recorded
        void run() throws InterruptedException;
    }
}
