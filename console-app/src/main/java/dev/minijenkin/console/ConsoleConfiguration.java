package dev.minijenkin.console;

import dev.minijenkin.db.DatabaseConfiguration;
import java.time.Duration;

/// How the console is opened.
///
/// @param database where, and as whom: what the person may do is what this role may do
public record ConsoleConfiguration(DatabaseConfiguration database) {
    /// A reading that takes longer helps nobody who waits for it.
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(15);

    private static final int CONNECTIONS = 3;

    public ConsoleConfiguration {
        database =
                database.withMaximumConnections(CONNECTIONS)
                        .withStatementTimeout(STATEMENT_TIMEOUT);
    }
}
