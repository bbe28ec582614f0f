package dev.minijenkin.console.connection;

import dev.minijenkin.db.DatabaseConfiguration;

/// Can start a Mini-Jenkin on this machine. Comes from the program that opens the console, because
/// the console knows no server and no runner.
@FunctionalInterface
public interface LocalInstanceStarter {
    /// Starts it and waits until it is there; where it runs already, tells where. Called on a
    /// worker.
    ///
    /// @throws RuntimeException with one sentence that says why it does not start
    DatabaseConfiguration start();
}
