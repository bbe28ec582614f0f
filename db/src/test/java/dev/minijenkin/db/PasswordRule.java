package dev.minijenkin.db;

import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;

/// Lets the PostgreSQL of the tests, which trusts everybody, ask one role for its password.
@NullMarked
public final class PasswordRule implements AutoCloseable {
    private static final String RELOAD = "select pg_reload_conf()";

    private final Rows superuser;
    private final Path file;
    private final String before;

    private PasswordRule(Rows superuser, Path file, String before) {
        this.superuser = superuser;
        this.file = file;
        this.before = before;
    }

    public static PasswordRule of(DatabaseConfiguration superuser, String role) throws IOException {
        Rows rows = new Rows(superuser.dataSource());
        Path file = Path.of(rows.text("show hba_file"));
        String before = Files.readString(file);
        Files.writeString(file, "host all " + role + " all scram-sha-256\n" + before);
        rows.text(RELOAD);
        return new PasswordRule(rows, file, before);
    }

    @Override
    public void close() throws IOException {
        Files.writeString(file, before);
        superuser.text(RELOAD);
        superuser.close();
    }
}
