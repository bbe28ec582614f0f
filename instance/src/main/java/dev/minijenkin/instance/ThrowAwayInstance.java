package dev.minijenkin.instance;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.Logins;
import dev.minijenkin.db.Migrations;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.server.registration.RepositoryRegistration;
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
import java.util.List;

/// A whole Mini-Jenkin whose server and runners are processes of their own with logins of their
/// own, as in production, for benchmarks and tests of the whole. Whoever starts it deletes its
/// folder.
public final class ThrowAwayInstance implements AutoCloseable {
    private static final String SERVER_ROLE = "mj_server";
    private static final String RUNNER_ROLE = "mj_runner";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Home home;
    private final Program program;
    private final Closing closing;
    private final DatabaseConfiguration configuration;
    private final int port;
    private LocalPostgres postgres;

    private ThrowAwayInstance(
            Home home, Program program, Closing closing, LocalPostgres postgres, int port) {
        this.home = home;
        this.program = program;
        this.closing = closing;
        this.postgres = postgres;
        this.configuration = postgres.configuration("mini-jenkin stress");
        this.port = port;
        closing.add(this::stopPostgres);
    }

    /// Starts PostgreSQL and a server; no runner yet.
    ///
    /// @param program that server and runners are processes of
    public static ThrowAwayInstance start(Home home, Program program) throws InterruptedException {
        Closing closing = new Closing();
        boolean started = false;
        try {
            ThrowAwayInstance instance =
                    new ThrowAwayInstance(
                            home, program, closing, LocalPostgres.start(home, 0), freePort());
            new Migrations(instance.configuration).migrate();
            instance.createLogins();
            instance.child(
                    "server",
                    SERVER_ROLE,
                    List.of(
                            "--port",
                            Integer.toString(instance.port),
                            "--data",
                            home.server().toString()));
            instance.awaitServer();
            started = true;
            return instance;
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    public DatabaseConfiguration configuration() {
        return configuration;
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
        return child(
                "runner",
                RUNNER_ROLE,
                List.of(
                        "--name",
                        name,
                        "--labels",
                        "linux",
                        "--work",
                        home.work().resolve(name).toString()));
    }

    /// Takes the database away from everybody.
    public void stopPostgres() {
        postgres.close();
    }

    /// Brings it back, at the same address.
    public void startPostgres() {
        postgres = LocalPostgres.start(home, postgres.port());
    }

    @Override
    public void close() {
        closing.close();
    }

    private void createLogins() {
        try (Database database = Database.open(configuration, HintSink.NONE)) {
            database.runInTransaction(tx -> {
                for (String role : List.of(SERVER_ROLE, RUNNER_ROLE)) {
                    Logins.create(tx, loginOf(role), configuration.password(), role);
                }
            });
        }
    }

    private static String loginOf(String role) {
        return "stress_" + role;
    }

    private ChildProcess child(String command, String role, List<String> more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                command,
                                "--home",
                                home.folder().toString(),
                                "--db",
                                configuration.url(),
                                "--db-user",
                                loginOf(role),
                                "--db-password",
                                configuration.password()));
        arguments.addAll(more);
        return closing.add(ChildProcess.start(log(command), program, arguments));
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
