package dev.minijenkin.instance;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.Migrations;
import dev.minijenkin.db.SchemaState;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a long-lived process holds of the database: a pool, one notifier, one LISTEN connection.
public record DatabaseAccess(
        DatabaseConfiguration configuration,
        Database database,
        Notifier notifier,
        Listener listener)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseAccess.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Waits until the database is there, and refuses one whose schema this version cannot work
    /// with.
    ///
    /// @param topics that the process listens to
    public static DatabaseAccess open(DatabaseConfiguration configuration, Set<Topic> topics)
            throws InterruptedException {
        SchemaMisfit.refuse(awaitState(configuration), configuration);
        return ofThisVersion(configuration, topics);
    }

    /// The same for a database that is there, and whose schema was just brought to this version.
    static DatabaseAccess ofThisVersion(DatabaseConfiguration configuration, Set<Topic> topics) {
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
        return new WhileAway("The schema's state", PAUSE, PAUSE, new WakeUp())
                .repeat(() -> false, again -> state(migrations, configuration, again))
                .orElseThrow();
    }

    /// @param again whether it was said already that the database is away
    private static SchemaState state(
            Migrations migrations, DatabaseConfiguration configuration, boolean again) {
        try {
            return migrations.state();
        } catch (DatabaseUnavailableException e) {
            if (!again) {
                LOG.warn("Waiting for the database {}: {}", configuration.url(), e.getMessage());
            }
            throw e;
        }
    }
}
