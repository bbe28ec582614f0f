package dev.minijenkin.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.NullMarked;

/// Lets the PostgreSQL of the tests, which trusts everybody, ask one role for its password.
@NullMarked
public final class PasswordRule implements AutoCloseable {
    private final DatabaseConfiguration superuser;
    private final Path file;
    private final String before;

    private PasswordRule(DatabaseConfiguration superuser, Path file, String before) {
        this.superuser = superuser;
        this.file = file;
        this.before = before;
    }

    public static PasswordRule of(DatabaseConfiguration superuser, String role)
            throws SQLException, IOException {
        Path file = Path.of(ask(superuser, "show hba_file"));
        String before = Files.readString(file);
        Files.writeString(file, "host all " + role + " all scram-sha-256\n" + before);
        ask(superuser, "select pg_reload_conf()");
        return new PasswordRule(superuser, file, before);
    }

    @Override
    public void close() throws SQLException, IOException {
        Files.writeString(file, before);
        ask(superuser, "select pg_reload_conf()");
    }

    private static String ask(DatabaseConfiguration superuser, String sql) throws SQLException {
        try (Connection connection = superuser.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
