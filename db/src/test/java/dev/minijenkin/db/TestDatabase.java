package dev.minijenkin.db;

import dev.minijenkin.db.notify.HintSink;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;

/// A migrated database of its own for a test class, cloned from a template in one PostgreSQL a JVM.
@NullMarked
public final class TestDatabase implements AutoCloseable {
    private static final String TEMPLATE = "mini_jenkin_template";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    public static TestDatabase create() {
        String name = "test_" + COUNT.incrementAndGet();
        // Copying the files of so small a template takes a third of the time of logging its pages.
        Server.execute("create database " + name + " template " + TEMPLATE + " strategy file_copy");
        return new TestDatabase(name);
    }

    public DatabaseConfiguration configuration() {
        return Server.configuration(name);
    }

    /// As another role than the superuser; it logs in without a password.
    public DatabaseConfiguration configuration(String role) {
        DatabaseConfiguration all = configuration();
        return DatabaseConfiguration.of(all.url(), role, "", "test");
    }

    public Database open() {
        return open(HintSink.NONE);
    }

    public Database open(HintSink hints) {
        return Database.open(configuration(), hints);
    }

    @Override
    public void close() {
        Server.execute("drop database " + name + " with (force)");
    }

    /// Started by the first test of the JVM that needs it, and stopped when the JVM ends.
    private static final class Server {
        private static final Path MEMORY = Path.of("/dev/shm");
        private static final long ROOM = 4L << 30;
        private static final EmbeddedPostgres POSTGRES = start();

        static DatabaseConfiguration configuration(String database) {
            return DatabaseConfiguration.of(
                    POSTGRES.getJdbcUrl("postgres", database), "postgres", "", "test");
        }

        static void execute(String sql) {
            try (Connection connection = configuration("postgres").dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        /// In memory where there is a file system there with room: to copy the files of a database
        /// onto a disk takes ten times as long. It is deleted when PostgreSQL ends.
        private static Path dataFolder() throws IOException {
            boolean inMemory =
                    Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM;
            return inMemory
                    ? Files.createTempDirectory(MEMORY, "mini-jenkin-test")
                    : Files.createTempDirectory("mini-jenkin-test");
        }

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres =
                        EmbeddedPostgres.builder()
                                .setDataDirectory(dataFolder())
                                .setServerConfig("fsync", "off")
                                .setServerConfig("max_connections", "200")
                                .start();
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("create database " + TEMPLATE);
                }
                new Migrations(
                                DatabaseConfiguration.of(
                                        postgres.getJdbcUrl("postgres", TEMPLATE),
                                        "postgres",
                                        "",
                                        "test"))
                        .migrate();
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
