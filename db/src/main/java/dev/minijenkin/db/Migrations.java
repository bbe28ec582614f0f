package dev.minijenkin.db;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/// Brings a database to the schema of this version.
public final class Migrations {
    private static final String LOCATION = "classpath:dev/minijenkin/db/migration";

    private final Flyway flyway;

    public Migrations(DatabaseConfiguration configuration) {
        this.flyway =
                Flyway.configure(Migrations.class.getClassLoader())
                        .dataSource(configuration.dataSource())
                        .locations(LOCATION)
                        .load();
    }

    /// Carries out what is missing; how many migrations that were.
    ///
    /// @throws DatabaseException where one fails; PostgreSQL has rolled it back whole
    public int migrate() {
        try {
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    /// How this version and the database's schema stand to each other.
    public SchemaState state() {
        try {
            MigrationInfo[] all = flyway.info().all();
            if (Arrays.stream(all)
                    .anyMatch(
                            info -> info.getState().isApplied() && !info.getState().isResolved())) {
                return SchemaState.TOO_NEW;
            }
            return flyway.info().pending().length == 0 ? SchemaState.CURRENT : SchemaState.TOO_OLD;
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    private static DatabaseException failed(FlywayException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.sql.SQLException sql) {
                return SqlErrors.translate(sql);
            }
        }
        return new DatabaseException(
                "The schema could not be brought up to date: " + e.getMessage(), e);
    }
}
