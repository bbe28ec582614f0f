package dev.minijenkin.instance;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.login.Password;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The embedded PostgreSQL 17 of a local instance. Its data folder is kept between starts; it
/// listens on the loopback address only and asks for a password that lies beside it. A server
/// process that ends by itself is started again on the same port.
public final class LocalPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final String DATABASE = "mini_jenkin";
    private static final String USER = "postgres";
    private static final int USUAL_CONNECTIONS = 100;
    private static final Duration STOP_ORPHAN = Duration.ofSeconds(20);
    private static final Duration LONGEST_RECOVERY = Duration.ofHours(6);
    private static final int STATE_LINE = 8;
    private static final String STARTING = "starting";
    private static final String READY = "ready";
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int LONGEST_PAUSE_SECONDS = 30;

    /// The library unpacks the programs once for each resolver that it is given, wherever it was
    /// told to put them: without one of its own an instance would run those of another one of this
    /// process, for as long as they are there.
    ///
    /// @param folder where they are to lie
    private record Programs(Path folder) implements PgBinaryResolver {
        @Override
        public InputStream getPgBinary(String system, String machine) throws IOException {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        }
    }

    private final Home home;
    private final String password;
    private final int port;
    private final int connections;
    // Guarded by this.
    private EmbeddedPostgres postgres;
    private volatile boolean closed;

    private LocalPostgres(Home home, String password, int connections, EmbeddedPostgres postgres) {
        this.home = home;
        this.password = password;
        this.connections = connections;
        this.port = postgres.getPort();
        this.postgres = postgres;
    }

    /// Starts it, making its data folder the first time. The caller holds the instance's lock, so
    /// that a server process still found in the folder is the orphan of an instance that was
    /// killed.
    ///
    /// @param port 0: any that is free
    public static LocalPostgres start(Home home, int port) {
        return start(home, port, USUAL_CONNECTIONS);
    }

    /// The same for more or fewer connections than usual.
    public static LocalPostgres start(Home home, int port, int connections) {
        try {
            String password = password(home);
            EmbeddedPostgres postgres = launch(home, password, port, connections, () -> true);
            createDatabase(postgres, password);
            LocalPostgres local = new LocalPostgres(home, password, connections, postgres);
            local.watch();
            return local;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The embedded PostgreSQL does not start; its log is " + logFile(home), e);
        }
    }

    /// @param wanted whether somebody still waits for it
    private static EmbeddedPostgres launch(
            Home home, String password, int port, int connections, BooleanSupplier wanted)
            throws IOException {
        awaitRecovery(home, wanted);
        stopOrphan(home);
        Files.createDirectories(home.binaries());
        EmbeddedPostgres started = begin(home, password, port, connections, wanted);
        // The library lets everybody write there, and what lies there is carried out.
        Files.setPosixFilePermissions(
                home.binaries(), PosixFilePermissions.fromString("rwxr-xr-x"));
        return started;
    }

    /// `pg_ctl` gives up after a minute, also where a server still replays what a crash left: to
    /// end that one would make the next begin with it anew. It is waited for, and what comes after
    /// it has nothing to replay.
    private static EmbeddedPostgres begin(
            Home home, String password, int port, int connections, BooleanSupplier wanted)
            throws IOException {
        try {
            return startOnce(home, password, port, connections);
        } catch (IOException | IllegalStateException e) {
            if (!awaitRecovery(home, wanted)) {
                throw e;
            }
            stopOrphan(home);
            return startOnce(home, password, port, connections);
        }
    }

    /// The library keeps a lock in the data folder, also where a start has failed; the caller holds
    /// the instance's.
    private static EmbeddedPostgres startOnce(Home home, String password, int port, int connections)
            throws IOException {
        Files.deleteIfExists(home.postgres().resolve("epg-lock"));
        return builder(home, password, port, connections).start();
    }

    /// Waits until the server process that holds the data folder has replayed what a crash left.
    ///
    /// @return whether it has; false where there is no process, or it ended
    private static boolean awaitRecovery(Home home, BooleanSupplier wanted) throws IOException {
        long end = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        boolean told = false;
        while (wanted.getAsBoolean()
                && serverProcess(home).isPresent()
                && STARTING.equals(stateOf(home))
                && System.nanoTime() < end) {
            if (!told) {
                LOG.info(
                        "PostgreSQL replays what the last end left to do; its log is {}",
                        logFile(home));
                told = true;
            }
            pause(LOOK);
        }
        return serverProcess(home).isPresent() && READY.equals(stateOf(home));
    }

    /// As the server process says it in the last line of its file, once that is whole.
    private static String stateOf(Home home) throws IOException {
        try {
            List<String> lines = Files.readAllLines(state(home));
            return lines.size() < STATE_LINE ? STARTING : lines.get(STATE_LINE - 1).strip();
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    private static void pause(Duration pause) throws IOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static EmbeddedPostgres.Builder builder(
            Home home, String password, int port, int connections) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(home.postgres())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(home.binaries().toFile())
                .setPgBinaryResolver(new Programs(home.binaries()))
                .setRegisterShutdownHook(false)
                // Options of initdb, and so of the first start only.
                .setLocaleConfig("pwfile", passwordFile(home).toString())
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("auth-local", "scram-sha-256")
                // The library leaves out what makes a commit last, as suits tests.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setConnectConfig("password", password)
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", Integer.toString(connections))
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("autovacuum_naptime", "15s")
                .setServerConfig("wal_compression", "on")
                .setErrorRedirector(log(home))
                .setOutputRedirector(log(home))
                .setPGStartupWait(Duration.ofSeconds(60))
                .setPort(port);
    }

    int port() {
        return port;
    }

    public DatabaseConfiguration configuration(String applicationName) {
        return DatabaseConfiguration.of(
                "postgresql://localhost:" + port + "/" + DATABASE, USER, password, applicationName);
    }

    /// Ends all of its processes at once and without a checkpoint (SIGQUIT), as a crash does; it is
    /// started again. For trials. False where it is not there just now.
    public boolean crash() throws IOException, InterruptedException {
        Optional<ProcessHandle> process = serverProcess(home);
        if (process.isEmpty()) {
            return false;
        }
        return new ProcessBuilder("kill", "-QUIT", Long.toString(process.get().pid()))
                        .start()
                        .waitFor()
                == 0;
    }

    private void watch() throws IOException {
        serverProcess(home)
                .ifPresent(process ->
                        Thread.ofVirtual()
                                .name("postgres-watch")
                                .start(() -> {
                                    process.onExit().join();
                                    restart();
                                }));
    }

    /// Tries until it is there: what keeps it from starting, as a full disk does, may go.
    private void restart() {
        int seconds = 1;
        while (!isBack(seconds)) {
            try {
                pause(Duration.ofSeconds(seconds));
            } catch (IOException _) {
                return;
            }
            seconds = Math.min(2 * seconds, LONGEST_PAUSE_SECONDS);
        }
    }

    /// @param seconds before the next try, for whoever reads the log
    /// @return whether it was started again, or is not wanted any more
    private synchronized boolean isBack(int seconds) {
        if (closed) {
            return true;
        }
        LOG.warn("PostgreSQL ended by itself and is started again");
        try {
            // Frees the data folder.
            postgres.close();
            postgres = launch(home, password, port, connections, () -> !closed);
            watch();
            LOG.info("PostgreSQL is back");
            return true;
        } catch (IOException | IllegalStateException e) {
            LOG.error(
                    "PostgreSQL cannot be started again; its log is {}. The next try is in {} s.",
                    logFile(home),
                    seconds,
                    e);
            return false;
        }
    }

    @Override
    public void close() {
        // Whoever waits for it to be back gives up at that.
        closed = true;
        synchronized (this) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException("The embedded PostgreSQL did not stop", e);
            }
        }
    }

    private static ProcessBuilder.Redirect log(Home home) {
        return ProcessBuilder.Redirect.appendTo(logFile(home).toFile());
    }

    private static Path logFile(Home home) {
        return home.folder().resolve("postgres.log");
    }

    private static String password(Home home) throws IOException {
        Path file = passwordFile(home);
        if (!Files.exists(file)) {
            Home.writePrivately(file, Password.generate(new SecureRandom()).text());
        }
        return Files.readString(file);
    }

    private static Path passwordFile(Home home) {
        return home.folder().resolve("postgres.password");
    }

    private static void createDatabase(EmbeddedPostgres postgres, String password)
            throws IOException {
        try (Connection connection =
                        DatabaseConfiguration.of(
                                        "postgresql://localhost:"
                                                + postgres.getPort()
                                                + "/postgres",
                                        USER,
                                        password,
                                        "mini-jenkin up")
                                .dataSource()
                                .getConnection();
                Statement statement = connection.createStatement()) {
            try (var found =
                    statement.executeQuery(
                            "select from pg_database where datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + DATABASE);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /// Ends the server process of an instance that was killed. The caller holds the instance's
    /// lock.
    static void stopOrphan(Home home) throws IOException {
        Optional<ProcessHandle> orphan = serverProcess(home);
        if (orphan.isEmpty()) {
            return;
        }
        orphan.get().destroy();
        try {
            orphan.get().onExit().get(STOP_ORPHAN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "An older PostgreSQL process ("
                            + orphan.get().pid()
                            + ") still uses the data folder and does not stop; end it and try again",
                    e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Path state(Home home) {
        return home.postgres().resolve("postmaster.pid");
    }

    /// The process that holds the data folder, if there is one.
    private static Optional<ProcessHandle> serverProcess(Home home) throws IOException {
        Path file = state(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .findFirst()
                .map(String::trim)
                .filter(pid -> pid.matches("[0-9]+"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(process ->
                        process.info().command().filter(c -> c.endsWith("postgres")).isPresent());
    }
}
