package dev.minijenkin.instance;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.Migrations;
import dev.minijenkin.db.SchemaState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What stands between a database and this version, in one sentence with the next step.
public final class SchemaMisfit {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaMisfit.class);

    private SchemaMisfit() {}

    /// Refuses a schema with which a process cannot work.
    public static void refuse(SchemaState state, DatabaseConfiguration where) {
        switch (state) {
            case CURRENT -> {}
            case WIDER ->
                    LOG.warn(
                            "The schema of {} is newer than this version, which can work with it: install the newer Mini-Jenkin in time",
                            where.url());
            case TOO_OLD ->
                    throw new InstanceException(
                            "The schema of "
                                    + where.url()
                                    + " is older than this version: run 'mini-jenkin migrate' first");
            case TOO_NEW ->
                    throw new InstanceException(
                            "The schema of "
                                    + where.url()
                                    + " is newer than this version, and lacks what this one needs: install the"
                                    + " newer Mini-Jenkin");
            case DIFFERENT ->
                    throw new InstanceException(
                            "The schema of "
                                    + where.url()
                                    + " was made by another Mini-Jenkin and cannot become that of this"
                                    + " version: give it an empty database");
        }
    }

    /// Carries out what is missing, where the schema is one that can go on.
    ///
    /// @return how many migrations that were
    public static int migrate(DatabaseConfiguration where) {
        Migrations migrations = new Migrations(where);
        SchemaState state = migrations.state();
        if (state != SchemaState.TOO_OLD) {
            refuse(state, where);
        }
        return migrations.migrate();
    }
}
