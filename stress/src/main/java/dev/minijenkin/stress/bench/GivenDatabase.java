package dev.minijenkin.stress.bench;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.stress.scenario.StressException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/// A database of its own on a server that somebody named. What is there already is not touched; the
/// database goes when this is closed, and at the end of the process at the latest, together with
/// the roles and memberships that it brought.
final class GivenDatabase implements AutoCloseable {
    private static final Pattern SERVER =
            Pattern.compile("(jdbc:postgresql://[^/?]*)(?:/[^?]*)?(\\?.*)?");

    /// What takes away the roles of the product and the logins of a throw-away instance that are
    /// there now, the memberships before the roles.
    private static final String REMOVALS =
            """
            select format('revoke %I from %I', r.rolname, m.rolname)
            from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
            where r.rolname like 'mj\\_%'
            union all
            select format('drop role %I', rolname) from pg_roles where rolname ~ '^(mj|stress)_'
            """;

    private final DataSource server;
    private final String name;
    private final DatabaseConfiguration configuration;
    private final List<String> before;
    private final Thread atExit = new Thread(this::remove, "stress-database");
    private boolean removed;

    private GivenDatabase(DatabaseConfiguration server) throws SQLException {
        this.server = server.dataSource();
        this.name =
                "mini_jenkin_stress_" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
        this.configuration =
                DatabaseConfiguration.of(
                        named(server.url(), name),
                        server.user(),
                        server.password(),
                        server.applicationName());
        this.before = removals();
        Runtime.getRuntime().addShutdownHook(atExit);
        execute(List.of("create database " + name));
    }

    /// @param url of any database of the server, whose user may create databases and roles
    /// @throws StressException with a sentence for a person
    static GivenDatabase create(String url) {
        try {
            return new GivenDatabase(DatabaseConfiguration.of(url, "", "", "mini-jenkin stress"));
        } catch (SQLException e) {
            throw new StressException("No database could be made there: " + e.getMessage(), e);
        }
    }

    DatabaseConfiguration configuration() {
        return configuration;
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private synchronized void remove() {
        if (removed) {
            return;
        }
        removed = true;
        try {
            execute(List.of("drop database if exists " + name + " with (force)"));
            List<String> brought = new ArrayList<>(removals());
            brought.removeAll(before);
            execute(brought);
        } catch (SQLException e) {
            throw new StressException(
                    "The database " + name + " could not be removed: " + e.getMessage(), e);
        }
    }

    private List<String> removals() throws SQLException {
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(REMOVALS)) {
            List<String> removals = new ArrayList<>();
            while (rows.next()) {
                removals.add(rows.getString(1));
            }
            return removals;
        }
    }

    private void execute(List<String> statements) throws SQLException {
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String named(String url, String database) {
        Matcher matcher = SERVER.matcher(url);
        if (!matcher.matches()) {
            throw new StressException(url + " names no server");
        }
        return matcher.group(1)
                + "/"
                + database
                + (matcher.group(2) == null ? "" : matcher.group(2));
    }
}
