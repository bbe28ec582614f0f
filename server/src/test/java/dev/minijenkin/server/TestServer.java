package dev.minijenkin.server;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.RepositoryRegistration;
import dev.minijenkin.db.repository.RepositoryRegistration.Registered;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.db.token.AccessToken;
import dev.minijenkin.db.token.NewToken;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.db.token.Tokens;
import dev.minijenkin.server.api.ApiLimits;
import dev.minijenkin.server.http.TrustedProxies;
import dev.minijenkin.server.outbox.OutboxConfiguration;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.HookSender;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/// A server as in production, on a database of its own and as a member of `mj_server`, on a free
/// port.
@NullMarked
public final class TestServer implements AutoCloseable {
    public static final long BODY_LIMIT = 100_000;

    private static final String SECRET = "0123456789abcdef".repeat(4);
    private static final String ROLE = "server_of_tests";

    private static final KeyPair KEY = KeyPair.generate(KeyPurpose.SERVER);
    private static final KeyRing KEYS = KeyRing.of(List.of(KEY));

    private final TestDatabase test;
    private final ServerConfiguration configuration;
    private final Notifier ownersNotifier;
    private final Database owner;
    private Running running;

    private TestServer(Path folder, ApiLimits limits) {
        this.test = TestDatabase.create();
        this.configuration =
                new ServerConfiguration(
                        "127.0.0.1",
                        0,
                        false,
                        folder.resolve("data"),
                        BODY_LIMIT,
                        KEYS,
                        OutboxConfiguration.USUAL,
                        limits,
                        true,
                        null,
                        TrustedProxies.NONE,
                        null,
                        null);
        this.ownersNotifier = new Notifier(test.configuration().dataSource());
        this.owner = test.open(ownersNotifier);
        owner.runInTransaction(tx -> EncryptionKeys.take(tx, KEY.publicHalf()));
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
        return start(folder, ApiLimits.USUAL);
    }

    /// The same with limits on callers.
    public static TestServer start(Path folder, ApiLimits limits) {
        return new TestServer(folder, limits);
    }

    /// A token that a person made for himself.
    ///
    /// @param role of the product that the person is a member of
    /// @param only names of the repositories that it is limited to; none: it is not limited
    public String token(String role, Set<TokenScope> scopes, String... only) {
        AccessToken token = AccessToken.generate(new SecureRandom());
        try (Database person =
                Database.open(
                        test.person("api_" + role, role).withMaximumConnections(1),
                        HintSink.NONE)) {
            person.run(tx ->
                    Tokens.create(
                            tx,
                            new NewToken(
                                    "t" + token.text().substring(4, 20),
                                    scopes,
                                    1,
                                    only.length == 0 ? null : List.of(only)),
                            token));
        }
        return token.text();
    }

    /// No connection stays, and none can be made.
    public void takeDatabaseAway() {
        test.takeAway();
    }

    public void bringDatabaseBack() {
        test.bringBack();
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

    /// Those of the server.
    public KeyRing keys() {
        return KEYS;
    }

    /// As the owner of the schema.
    public Database owner() {
        return owner;
    }

    public DatabaseConfiguration database() {
        return test.configuration(ROLE);
    }

    /// As the superuser of the PostgreSQL of all tests.
    public DatabaseConfiguration superuser() {
        return test.configuration();
    }

    public Registered register(String name, GitFolder git) {
        return register(name, git.bare().toString());
    }

    /// Registered without that its workflow files are asked for: a test sees its own deliveries
    /// alone.
    public Registered register(String name, String url) {
        RepositoryId id =
                owner.transaction(tx ->
                        Repositories.register(
                                tx,
                                new NewRepository(
                                        name,
                                        url,
                                        "main",
                                        HookSecrets.seal(tx, name, SECRET),
                                        false)));
        return new Registered(id, name, SECRET);
    }

    /// Registered as by people.
    public Registered registerByPeople(String name, String url) {
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

    /// Another server on the same database.
    ///
    /// @param data for its mirrors
    public AutoCloseable another(Path data) {
        return Running.start(
                new ServerConfiguration("127.0.0.1", 0, false, data, BODY_LIMIT, KEYS),
                test.configuration(ROLE));
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
