package dev.minijenkin.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;

/// The PostgreSQL of the tests of a JVM: started by the first that needs it, stopped when the JVM
/// ends. Whoever asks is let in without a password.
final class TestPostgres {
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
                    .setDataDirectory(MemoryFolders.create())
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("The PostgreSQL of the tests does not start", e);
        }
    }
}
