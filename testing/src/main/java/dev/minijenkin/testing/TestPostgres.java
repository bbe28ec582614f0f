package dev.minijenkin.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;

/// The PostgreSQL of the tests of a JVM: started by the first that needs it, stopped when the JVM
/// ends. Whoever asks is let in without a password.
final class TestPostgres {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 4L << 30;
    static final String SUPERUSER = "postgres";

    private static final EmbeddedPostgres SERVER = start();
    private static final Rows ADMINISTRATOR = new Rows(SERVER.getPostgresDatabase());

    private TestPostgres() {}

    static String url(String database) {
        return SERVER.getJdbcUrl(SUPERUSER, database);
    }

    static DataSource dataSource(String database) {
        return SERVER.getDatabase(SUPERUSER, database);
    }

    /// Beside all databases of tests.
    static Rows administrator() {
        return ADMINISTRATOR;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(dataFolder())
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "200")
                    // It counts nothing until a test asks it to.
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .setServerConfig("pg_stat_statements.track", "none")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("The PostgreSQL of the tests does not start", e);
        }
    }

    /// In memory where there is a file system there with room: to copy the files of a database onto
    /// a disk takes ten times as long. It is deleted when PostgreSQL ends.
    private static Path dataFolder() throws IOException {
        boolean inMemory =
                Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM;
        return inMemory
                ? Files.createTempDirectory(MEMORY, "mini-jenkin-test")
                : Files.createTempDirectory("mini-jenkin-test");
    }
}
