package dev.minijenkin.console;

import dev.minijenkin.console.connection.ConnectionTarget;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.notify.Topic;
import java.util.EnumSet;
import java.util.concurrent.Executor;

/// What the console holds of one database. Opened on any thread: at the start that is done while
/// JavaFX comes up, so that the first view finds its rows ready.
record DatabaseLink(
        ConnectionTarget target,
        Notifier notifier,
        Database database,
        Listener listener,
        DatabaseSources sources)
        implements AutoCloseable {
    /// Does not wait for the database to be there.
    static DatabaseLink open(ConnectionTarget target, Executor workers) {
        var configuration = new ConsoleConfiguration(target.database()).database();
        Notifier notifier = new Notifier(configuration.dataSource());
        Database database = Database.open(configuration, notifier);
        return new DatabaseLink(
                target,
                notifier,
                database,
                new Listener(
                                configuration.dataSource(),
                                EnumSet.of(
                                        Topic.RUN,
                                        Topic.LOG,
                                        Topic.QUEUE,
                                        Topic.RUNNER,
                                        Topic.DELIVERY,
                                        Topic.COMMAND))
                        .start(),
                DatabaseSources.of(database, workers));
    }

    @Override
    public void close() {
        listener.close();
        notifier.close();
        database.close();
    }
}
