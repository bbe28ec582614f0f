package dev.minijenkin.console;

import dev.minijenkin.console.connection.ConnectionTarget;
import dev.minijenkin.console.frame.FrameViewModel;
import dev.minijenkin.console.overview.OverviewAnswer;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.notify.Topic;
import java.util.EnumSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// What the console holds of one database, and what it asks there first. Opened on any thread: at
/// the start that is done while JavaFX comes up, so that the first view finds its rows ready.
record DatabaseLink(
        ConnectionTarget opening,
        Notifier notifier,
        Database database,
        Listener listener,
        DatabaseSources sources,
        Supplier<FrameViewModel.Answer> frame,
        Supplier<OverviewAnswer> overview)
        implements AutoCloseable {
    /// Does not wait for the database to be there.
    static DatabaseLink open(ConnectionTarget opening, Executor workers) {
        var configuration = new ConsoleConfiguration(opening.database()).database();
        Notifier notifier = new Notifier(configuration.dataSource());
        Database database = Database.open(configuration, notifier);
        DatabaseSources sources = new DatabaseSources(database);
        return new DatabaseLink(
                opening,
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
                sources,
                AskedAhead.of(sources::frame, workers),
                AskedAhead.of(sources::overview, workers));
    }

    @Override
    public void close() {
        listener.close();
        notifier.close();
        database.close();
    }
}
