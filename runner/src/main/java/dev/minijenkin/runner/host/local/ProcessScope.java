package dev.minijenkin.runner.host.local;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Keeps together what the processes of one job start, also where they begin a session of their own
/// and clear their environment: such a process is found neither by its parent nor by its variables.
interface ProcessScope {
    /// How a command of the job is started.
    ///
    /// @param session of the host
    /// @param directory in which the command is to run
    /// @throws dev.minijenkin.runner.fault.RunnerException if that cannot be done any more
    ProcessSession enter(ProcessSession session, Path directory);

    /// What is in it already and forks processes of the job, as the user of the runner; empty where
    /// there is nothing such.
    default Optional<ForkServer> forks() {
        return Optional.empty();
    }

    /// Its processes that are alive, as far as they are known by anything but their tracking id.
    Set<Long> members();

    /// Ends all of them at once, where this host can do that.
    ///
    /// @return whether it is certain that none is left, so that nobody needs to look
    boolean end();

    /// Gives up what it needs; no process of it is left.
    void discard();

    /// One that holds nothing together.
    ProcessScope NONE =
            new ProcessScope() {
                @Override
                public ProcessSession enter(ProcessSession session, Path directory) {
                    return session;
                }

                @Override
                public Set<Long> members() {
                    return Set.of();
                }

                @Override
                public boolean end() {
                    return false;
                }

                @Override
                public void discard() {}
            };
}
