package dev.minijenkin.cli;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.runner.Runner;
import dev.minijenkin.runner.RunnerConfiguration;
import dev.minijenkin.server.Server;
import dev.minijenkin.server.ServerConfiguration;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Properties;

/// A whole Mini-Jenkin on this machine, in one process: PostgreSQL, server, runner.
final class LocalInstance implements AutoCloseable {
    private static final String NAME = "mini-jenkin up";

    private final Home home;
    private final Closing closing;
    private final DatabaseAccess access;
    private final Server server;
    private final Runner runner;

    private LocalInstance(
            Home home, Closing closing, DatabaseAccess access, Server server, Runner runner) {
        this.home = home;
        this.closing = closing;
        this.access = access;
        this.server = server;
        this.runner = runner;
    }

    /// Starts the parts one after another; where one fails, those before it are stopped again.
    ///
    /// @param old is asked where the data in the folder is not this version's
    static LocalInstance start(
            Home home,
            ServerConfiguration serverConfiguration,
            RunnerConfiguration runnerConfiguration,
            OldData old)
            throws InterruptedException {
        Closing closing = new Closing();
        boolean started = false;
        try {
            closing.add(InstanceLock.take(home));
            LocalPostgres postgres = closing.add(LocalData.open(home, NAME, old));
            DatabaseConfiguration configuration = postgres.configuration(NAME);
            writeAddress(home, configuration);
            closing.add(() -> deleteAddress(home));
            DatabaseAccess access =
                    closing.add(DatabaseAccess.open(configuration, EnumSet.allOf(Topic.class)));
            Server server =
                    closing.add(
                            Server.start(
                                    serverConfiguration, access.database(), access.listener()));
            Runner runner =
                    closing.add(
                            Runner.start(
                                    runnerConfiguration, access.database(), access.listener()));
            started = true;
            return new LocalInstance(home, closing, access, server, runner);
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    Home home() {
        return home;
    }

    Database database() {
        return access.database();
    }

    DatabaseConfiguration configuration() {
        return access.configuration();
    }

    Runner runner() {
        return runner;
    }

    URI serverAddress() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        closing.close();
    }

    /// Where the other commands find the database.
    private static void writeAddress(Home home, DatabaseConfiguration configuration) {
        Properties properties = new Properties();
        properties.setProperty("db", configuration.url());
        properties.setProperty("db-user", configuration.user());
        properties.setProperty("db-password", configuration.password());
        try {
            StringWriter text = new StringWriter();
            properties.store(text, "The local instance that runs now");
            Home.writePrivately(home.instance(), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + home.instance() + " cannot be written", e);
        }
    }

    private static void deleteAddress(Home home) {
        try {
            Files.deleteIfExists(home.instance());
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + home.instance() + " cannot be deleted", e);
        }
    }
}
