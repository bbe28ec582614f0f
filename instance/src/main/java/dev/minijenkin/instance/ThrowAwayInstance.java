package dev.minijenkin.instance;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.Migrations;
import dev.minijenkin.db.login.Logins;
import dev.minijenkin.db.login.Password;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.repository.RepositoryRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A whole Mini-Jenkin whose server and runners are processes of their own with logins of their
/// own, as in production, for benchmarks and tests of the whole. Whoever starts it deletes its
/// folder.
public final class ThrowAwayInstance implements AutoCloseable {
    private static final String SERVER_ROLE = "mj_server";
    private static final String RUNNER_ROLE = "mj_runner";
    private static final String GUEST_ROLE = "mj_guest_runner";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Home home;
    private final Program program;
    private final Closing closing;
    private final DatabaseConfiguration configuration;
    private final int port;
    private final String loginPrefix;
    private final Map<String, Password> passwords = new ConcurrentHashMap<>();
    // Null where the database is somebody else's.
    private @Nullable LocalPostgres postgres;
    private @Nullable ChildProcess server;

    private ThrowAwayInstance(
            Home home,
            Program program,
            Closing closing,
            DatabaseConfiguration configuration,
            String loginPrefix) {
        this.home = home;
        this.program = program;
        this.closing = closing;
        this.configuration = configuration;
        this.loginPrefix = loginPrefix;
        this.port = freePort();
    }

    /// Starts PostgreSQL and a server; no runner yet.
    ///
    /// @param program that server and runners are processes of
    public static ThrowAwayInstance start(Home home, Program program) throws InterruptedException {
        return start(home, program, List.of());
    }

    /// The same.
    ///
    /// @param options more ones of the server
    public static ThrowAwayInstance start(Home home, Program program, List<String> options)
            throws InterruptedException {
        Closing closing = new Closing();
        LocalPostgres postgres = LocalPostgres.start(home, 0);
        ThrowAwayInstance instance =
                new ThrowAwayInstance(
                        home,
                        program,
                        closing,
                        postgres.configuration("mini-jenkin stress"),
                        "stress_");
        instance.postgres = postgres;
        closing.add(instance::stopPostgres);
        return instance.begin(options);
    }

    /// Starts a server on a database that is empty; no runner yet. Whoever made the database
    /// removes it, and the logins made here, whose names begin with `stress_`.
    ///
    /// @param program that server and runners are processes of
    public static ThrowAwayInstance start(
            Home home, Program program, DatabaseConfiguration configuration)
            throws InterruptedException {
        String prefix = "stress_" + HexFormat.of().toHexDigits(new SecureRandom().nextInt()) + "_";
        return new ThrowAwayInstance(home, program, new Closing(), configuration, prefix)
                .begin(List.of());
    }

    private ThrowAwayInstance begin(List<String> options) throws InterruptedException {
        boolean started = false;
        try {
            new Migrations(configuration).migrate();
            createLogins(List.of(SERVER_ROLE, RUNNER_ROLE));
            publishKeys();
            List<String> arguments =
                    new ArrayList<>(
                            List.of(
                                    "--port",
                                    Integer.toString(port),
                                    "--data",
                                    home.server().toString()));
            arguments.addAll(options);
            server = child(program, "server", SERVER_ROLE, configuration.url(), arguments);
            awaitServer();
            started = true;
            return this;
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    public DatabaseConfiguration configuration() {
        return configuration;
    }

    /// Process id of the server.
    public long serverProcess() {
        return Objects.requireNonNull(server).pid();
    }

    public URI server() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Where the output of the processes is.
    public Path log(String name) {
        return home.folder().resolve(name + ".log");
    }

    /// Registers a bare repository; the secret of its hook.
    public String register(String name, Path repository) {
        try (Database database = Database.open(configuration, HintSink.NONE)) {
            return new RepositoryRegistration(database, new SecureRandom())
                    .register(name, repository.toString(), "main", false)
                    .hookSecret();
        }
    }

    /// Starts a runner for jobs that run on `linux`.
    public ChildProcess startRunner(String name) {
        return startRunner(name, configuration.url(), program);
    }

    /// The same with so many jobs at the same time.
    public ChildProcess startRunner(String name, int slots) {
        return startRunner(
                name, configuration.url(), program, List.of("--capacity", Integer.toString(slots)));
    }

    /// The same, by another way to the database, or as another program.
    ///
    /// @param url of the database
    /// @param as whose command `runner` it is
    public ChildProcess startRunner(String name, String url, Program as) {
        return startRunner(name, url, as, List.of());
    }

    /// The same with more options.
    public ChildProcess startRunner(String name, String url, Program as, List<String> more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--name",
                                name,
                                "--labels",
                                "linux",
                                "--work",
                                home.work().resolve(name).toString()));
        arguments.addAll(more);
        return child(as, "runner", RUNNER_ROLE, url, arguments);
    }

    /// Starts a guest runner with the labels `linux`.
    public ChildProcess startGuest(String name) {
        if (!passwords.containsKey(GUEST_ROLE)) {
            createLogins(List.of(GUEST_ROLE));
        }
        String whole = guestName(name);
        return child(
                program,
                "runner",
                GUEST_ROLE,
                configuration.url(),
                List.of(
                        "--guest",
                        "--name",
                        whole,
                        "--labels",
                        "linux",
                        "--work",
                        home.work().resolve(whole).toString()));
    }

    /// How one is called: like the login of guests, and then like this.
    public String guestName(String name) {
        return loginOf(GUEST_ROLE) + "-" + name;
    }

    /// Takes the database away from everybody, where it is one of its own.
    public void stopPostgres() {
        own().close();
    }

    /// Brings it back, at the same address.
    public void startPostgres() {
        postgres = LocalPostgres.start(home, own().port());
    }

    /// Variables with which somebody else starts a runner of it.
    public Map<String, String> runnerVariables() {
        return Map.of(
                "MINI_JENKIN_HOME",
                home.folder().toString(),
                "MINI_JENKIN_DB",
                configuration.url(),
                "MINI_JENKIN_DB_USER",
                loginOf(RUNNER_ROLE),
                "MINI_JENKIN_DB_PASSWORD",
                password(RUNNER_ROLE).text());
    }

    private LocalPostgres own() {
        return Objects.requireNonNull(postgres, "The database is somebody else's");
    }

    @Override
    public void close() {
        closing.close();
    }

    private void createLogins(List<String> roles) {
        try (Database database = Database.open(configuration, HintSink.NONE)) {
            database.runInTransaction(tx -> {
                for (String role : roles) {
                    Logins.create(tx, loginOf(role), password(role), role);
                }
            });
        }
    }

    /// Its processes find the private halves in the same home.
    private void publishKeys() {
        LocalKeys keys = LocalKeys.of(home.keys());
        try (Database database = Database.open(configuration, HintSink.NONE)) {
            LocalKeys.publish(database, keys.server());
            LocalKeys.publish(database, keys.runner());
        }
    }

    private Password password(String role) {
        return passwords.computeIfAbsent(role, _ -> Password.generate(new SecureRandom()));
    }

    private String loginOf(String role) {
        return loginPrefix + role;
    }

    private ChildProcess child(
            Program as, String command, String role, String url, List<String> more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                command,
                                "--home",
                                home.folder().toString(),
                                "--db",
                                url,
                                "--db-user",
                                loginOf(role)));
        arguments.addAll(more);
        return closing.add(
                ChildProcess.start(
                        log(command),
                        as,
                        arguments,
                        Map.of("MINI_JENKIN_DB_PASSWORD", password(role).text())));
    }

    private void awaitServer() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                throw new InstanceException(
                        "The server does not start; its log is " + log("server"));
            }
            Thread.sleep(20);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }
}
