package dev.minijenkin.cli;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.DatabaseUnavailable;
import dev.minijenkin.db.Migrations;
import dev.minijenkin.db.SchemaState;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a long-lived process holds of the database: a pool, one notifier, one LISTEN connection.
record DatabaseAccess(
        DatabaseConfiguration configuration,
        Database database,
        Notifier notifier,
        Listener listener)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseAccess.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Waits until the database is there, and refuses one whose schema is not this version's.
    ///
    /// @param topics that the process listens to
    static DatabaseAccess open(DatabaseConfiguration configuration, Set<Topic> topics)
            throws InterruptedException {
        SchemaMisfit.refuse(awaitState(configuration), configuration);
        Notifier notifier = new Notifier(configuration.dataSource());
        return new DatabaseAccess(
                configuration,
                Database.open(configuration, notifier),
                notifier,
                new Listener(configuration.dataSource(), topics).start());
    }

    /// The notifier goes before the pool: the last hints leave first.
    @Override
    public void close() {
        listener.close();
        notifier.close();
        database.close();
    }

    private static SchemaState awaitState(DatabaseConfiguration configuration)
            throws InterruptedException {
        Migrations migrations = new Migrations(configuration);
        boolean said = false;
        while (true) {
            try {
                return migrations.state();
            } catch (DatabaseUnavailable e) {
                if (!said) {
                    LOG.warn(
                            "Waiting for the database {}: {}", configuration.url(), e.getMessage());
                    said = true;
                }
                Thread.sleep(PAUSE);
            }
        }
    }
}
