package dev.minijenkin.cli;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.notify.Topic;
import java.util.EnumSet;

/// What a long-lived process holds of the database: a pool, one notifier, one LISTEN connection.
record DatabaseAccess(Database database, Notifier notifier, Listener listener)
        implements AutoCloseable {
    static DatabaseAccess open(DatabaseConfiguration configuration) {
        Notifier notifier = new Notifier(configuration.dataSource());
        return new DatabaseAccess(
                Database.open(configuration, notifier),
                notifier,
                new Listener(configuration.dataSource(), EnumSet.allOf(Topic.class)).start());
    }

    /// The notifier goes before the pool: the last hints leave first.
    @Override
    public void close() {
        listener.close();
        notifier.close();
        database.close();
    }
}
