package dev.minijenkin.server.housekeeping;

/// What the progress of runs needs done again and again.
public interface Chores {
    /// Executes every command that waits.
    void executeCommands();

    /// Releases the claims of runners that fell silent, and advances their runs.
    void releaseLostClaims();
}
