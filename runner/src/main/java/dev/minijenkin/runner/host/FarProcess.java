package dev.minijenkin.runner.host;

/// A process somewhere else, for which a command of this machine only stands: `docker exec` for one
/// inside of a container. What the command prints and how it ends is that of the process, but
/// signals do not go through it.
public interface FarProcess {
    /// Asks it and all that it started.
    ///
    /// @param signal `INT`, `TERM`
    void ask(String signal) throws InterruptedException;

    /// Ends it and all that it started.
    void kill() throws InterruptedException;
}
