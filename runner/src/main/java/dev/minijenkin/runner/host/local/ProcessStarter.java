package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.host.HostCommand;
import java.io.IOException;
import java.nio.file.Path;

/// Starts the processes of one job, in its scope. Used by the thread of the job alone.
interface ProcessStarter extends AutoCloseable {
    /// Starts one that reads nothing and prints both outputs into a named pipe; when this returns,
    /// it has opened that.
    ///
    /// @param pipe somebody opens it for reading
    /// @throws IOException if the command cannot be executed; its message says why
    StartedProcess start(HostCommand command, Path pipe) throws IOException;

    /// Gives up what it needs; no process of the job is left, or it is ended by others.
    @Override
    void close();
}
