package dev.minijenkin.db;

import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

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
    /// @throws DatabaseException where one fails; PostgreSQL has rolled it back whole. Also where
    ///   the schema is none that this version can go on with ([#state]): nothing was changed
    public int migrate() {
        try {
            return switch (state()) {
                case CURRENT, TOO_OLD -> flyway.migrate().migrationsExecuted;
                case TOO_NEW ->
                        throw new DatabaseException("The schema is newer than this version");
                case DIFFERENT ->
                        throw new DatabaseException(
                                "The schema was made by other migrations than those of this"
                                        + " version");
            };
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    /// How this version and the database's schema stand to each other.
    public SchemaState state() {
        try {
            MigrationInfoService info = flyway.info();
            List<MigrationInfo> applied =
                    Arrays.stream(info.all()).filter(one -> one.getState().isApplied()).toList();
            if (applied.stream().anyMatch(one -> isKnown(one) && !one.isChecksumMatching())) {
                return SchemaState.DIFFERENT;
            }
            if (!applied.stream().allMatch(Migrations::isKnown)) {
                return SchemaState.TOO_NEW;
            }
            return info.pending().length == 0 ? SchemaState.CURRENT : SchemaState.TOO_OLD;
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    private static boolean isKnown(MigrationInfo migration) {
        return migration.getState().isResolved();
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
