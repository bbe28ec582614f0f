package dev.minijenkin.instance;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.runner.Runner;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.runner.workspace.Trees;
import dev.minijenkin.server.Server;
import dev.minijenkin.server.ServerConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;

/// A whole Mini-Jenkin on this machine, in one process: PostgreSQL, server, runner.
public final class LocalInstance implements AutoCloseable {
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
    /// Their keys are in use from then on, where the database has none.
    ///
    /// @param old is asked where the data in the folder is not this version's
    public static LocalInstance start(
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
            DatabaseAccess access =
                    closing.add(DatabaseAccess.open(configuration, EnumSet.allOf(Topic.class)));
            LocalKeys.publish(access.database(), serverConfiguration.keys());
            LocalKeys.publish(access.database(), runnerConfiguration.keys());
            Server server =
                    closing.add(
                            Server.start(
                                    serverConfiguration, access.database(), access.listener()));
            closing.add(() -> InstanceAddress.delete(home));
            InstanceAddress.write(home, configuration, address(server));
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

    /// Deletes what an instance left in its folder, and ends the PostgreSQL of one that was killed.
    /// The programs of its PostgreSQL stay.
    ///
    /// @throws InstanceException where one runs there
    public static void clear(Home home) {
        try (InstanceLock _ = InstanceLock.take(home);
                DirectoryStream<Path> entries = Files.newDirectoryStream(home.folder())) {
            LocalPostgres.stopOrphan(home);
            for (Path entry : entries) {
                if (!entry.equals(home.binaries()) && !entry.equals(home.lock())) {
                    Trees.delete(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "What stands in " + home.folder() + " cannot be deleted", e);
        }
    }

    public Home home() {
        return home;
    }

    /// How its database is reached.
    public DatabaseConfiguration configuration(String applicationName) {
        return InstanceAddress.read(home, applicationName);
    }

    public Database database() {
        return access.database();
    }

    public Runner runner() {
        return runner;
    }

    public URI serverAddress() {
        return address(server);
    }

    private static URI address(Server server) {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        closing.close();
    }
}
