package dev.minijenkin.server;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.server.registration.RepositoryRegistration;
import dev.minijenkin.server.registration.RepositoryRegistration.Registered;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.HookSender;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// A server as in production, on a database of its own and as a member of `mj_server`, on a free
/// port.
@NullMarked
public final class TestServer implements AutoCloseable {
    public static final long BODY_LIMIT = 100_000;

    private static final String ROLE = "server_of_tests";

    private final TestDatabase test;
    private final ServerConfiguration configuration;
    private final Notifier ownersNotifier;
    private final Database owner;
    private Running running;

    private TestServer(Path folder) {
        this.test = TestDatabase.create();
        this.configuration =
                new ServerConfiguration("127.0.0.1", 0, folder.resolve("data"), BODY_LIMIT);
        this.ownersNotifier = new Notifier(test.configuration().dataSource());
        this.owner = test.open(ownersNotifier);
        rows().execute(
                        """
                        do $$ begin
                            create role %1$s login in role mj_server;
                        exception when duplicate_object or unique_violation then null; end $$
                        """
                                .formatted(ROLE));
        this.running = Running.start(configuration, test.configuration(ROLE));
    }

    /// What a process of a server holds.
    private record Running(
            Notifier notifier,
            Database database,
            Listener listener,
            Server server,
            HookSender sender)
            implements AutoCloseable {
        static Running start(ServerConfiguration configuration, DatabaseConfiguration database) {
            Notifier notifier = new Notifier(database.dataSource());
            Database open = Database.open(database, notifier);
            Listener listener = new Listener(database.dataSource(), Server.TOPICS).start();
            Server server = Server.start(configuration, open, listener);
            return new Running(notifier, open, listener, server, new HookSender(server.port()));
        }

        @Override
        public void close() {
            server.close();
            listener.close();
            notifier.close();
            database.close();
        }
    }

    /// Starts one.
    ///
    /// @param folder for the mirrors
    public static TestServer start(Path folder) {
        return new TestServer(folder);
    }

    public int port() {
        return running.server().port();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public Server server() {
        return running.server();
    }

    public HookSender sender() {
        return running.sender();
    }

    public Rows rows() {
        return test.rows();
    }

    /// As the owner of the schema.
    public Database owner() {
        return owner;
    }

    public DatabaseConfiguration database() {
        return test.configuration(ROLE);
    }

    public Registered register(String name, GitFolder git) {
        return register(name, git.bare().toString());
    }

    public Registered register(String name, String url) {
        return new RepositoryRegistration(owner, new SecureRandom())
                .register(name, url, "main", false);
    }

    /// Registers a repository whose URL may be anything but which is registered as `team/app`.
    public Registered register(GitFolder git) {
        return register("team/app", git);
    }

    public void awaitCount(int count, String fromAndWhere) {
        rows().awaitCount(count, fromAndWhere);
    }

    /// The rows of a statement, once there are any.
    public List<String> awaitTexts(String sql) {
        return rows().awaitTexts(sql);
    }

    public void stop() {
        running.close();
    }

    /// Stops the server and starts another on the same data folder.
    public void restart() {
        running.close();
        running = Running.start(configuration, test.configuration(ROLE));
    }

    @Override
    public void close() {
        running.close();
        ownersNotifier.close();
        owner.close();
        test.close();
    }
}
