package dev.minijenkin.cli.part;

import dev.minijenkin.db.DatabaseConfiguration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How to reach the database.
public final class DatabaseOptions {
    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "the database: postgresql://host:5432/mini_jenkin")
    private String url = "";

    @Option(names = "--db-user", paramLabel = "ROLE", description = "database role to log in as")
    private String user = "";

    @Option(
            names = "--db-password",
            paramLabel = "PASSWORD",
            hidden = true,
            description = "its password; given in MINI_JENKIN_DB_PASSWORD or ~/.pgpass instead")
    private String password = "";

    /// The configuration of this process, which names itself `mini-jenkin <command>` to the
    /// database.
    public DatabaseConfiguration configuration(String command) {
        return given(command)
                .orElseThrow(() ->
                        new CommandFailureException(
                                "No database: give --db postgresql://host:5432/mini_jenkin, or start a"
                                        + " local instance with 'mini-jenkin up'"));
    }

    /// Empty where nobody said which database.
    public Optional<DatabaseConfiguration> given(String command) {
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        DatabaseConfiguration.of(url, user, password, "mini-jenkin " + command));
    }
}
