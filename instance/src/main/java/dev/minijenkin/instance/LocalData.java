package dev.minijenkin.instance;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.Migrations;
import dev.minijenkin.db.SchemaState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// The data of a local instance, in the schema of this version. The caller holds the instance's
/// lock.
public final class LocalData {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss");

    private final Home home;
    private final String applicationName;

    private LocalData(Home home, String applicationName) {
        this.home = home;
        this.applicationName = applicationName;
    }

    /// Starts PostgreSQL on the data that is there and brings it to the schema of this version.
    /// Where it cannot become that, it is put aside, or nothing is started.
    public static LocalPostgres open(Home home, String applicationName, OldData old) {
        return new LocalData(home, applicationName).open(old);
    }

    private LocalPostgres open(OldData old) {
        LocalPostgres postgres = LocalPostgres.start(home, 0);
        boolean ready = false;
        try {
            Migrations migrations = migrations(postgres);
            SchemaState state = migrations.state();
            switch (state) {
                case CURRENT, WIDER -> {}
                case TOO_OLD -> migrations.migrate();
                case TOO_NEW, DIFFERENT -> {
                    postgres.close();
                    putAside(misfit(state), old);
                    postgres = LocalPostgres.start(home, 0);
                    migrations(postgres).migrate();
                }
            }
            ready = true;
            return postgres;
        } finally {
            if (!ready) {
                postgres.close();
            }
        }
    }

    private Migrations migrations(LocalPostgres postgres) {
        DatabaseConfiguration configuration = postgres.configuration(applicationName);
        return new Migrations(configuration);
    }

    private String misfit(SchemaState state) {
        return "The data in %s was made by %s Mini-Jenkin, and its schema cannot become that of this version"
                .formatted(home.postgres(), state == SchemaState.TOO_NEW ? "a newer" : "another");
    }

    /// The mirrors of the server go with the database, whose ids are their names.
    private void putAside(String misfit, OldData old) {
        String stamp = "-" + STAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
        Path kept = aside(home.postgres(), stamp);
        if (!old.mayBePutAside(misfit, kept)) {
            throw new InstanceException(
                    misfit
                            + ": begin anew with 'mini-jenkin up --begin-anew', which keeps the old data"
                            + " beside it, or choose another folder with --home");
        }
        try {
            Files.move(home.postgres(), kept);
            if (Files.exists(home.server())) {
                Files.move(home.server(), aside(home.server(), stamp));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The old data cannot be moved to " + kept, e);
        }
    }

    private static Path aside(Path folder, String stamp) {
        return folder.resolveSibling(folder.getFileName() + stamp);
    }
}
