package dev.minijenkin.runner.host.local;

import java.util.List;

/// Makes a scope for each job of a runner, in the best way that its host allows.
interface ProcessScopes {
    /// Of one job.
    ///
    /// @param trackingId of the job, for what is found by that
    /// @param guarded whether the watchdog may have to end this job alone
    /// @throws dev.minijenkin.runner.fault.RunnerException if it cannot be made
    ProcessScope of(long claim, String trackingId, boolean guarded);

    /// All jobs of this runner, and of those that died in its work folder before it.
    ProcessScope all();

    /// Gives up what it keeps ready for jobs; none is left.
    default void close() {}

    /// Words by which the watchdog finds the scopes: the way and its place.
    List<String> forWatchdog();

    /// Which way it is, for people.
    String told();

    ProcessScopes NONE =
            new ProcessScopes() {
                @Override
                public ProcessScope of(long claim, String trackingId, boolean guarded) {
                    return ProcessScope.NONE;
                }

                @Override
                public ProcessScope all() {
                    return ProcessScope.NONE;
                }

                @Override
                public List<String> forWatchdog() {
                    return List.of("none", "");
                }

                @Override
                public String told() {
                    return "Processes of jobs are known by a variable alone: one that clears its environment"
                            + " and begins a session of its own outlives its job";
                }
            };
}
