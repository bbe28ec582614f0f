package dev.minijenkin.db;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// Where the database is and who we are there.
///
/// @param url `postgresql://host:port/database?…` or `jdbc:postgresql://…`; a user and a password
///   in it are used where `user` and `password` are empty
/// @param user database role to log in as; empty: as the URL or the driver says
/// @param password empty: as the URL, `~/.pgpass` or the server's rules say
/// @param applicationName shown in `pg_stat_activity`
/// @param maximumConnections of the pool
/// @param connectTimeout after which a missing connection is reported
/// @param statementTimeout after which a statement is cancelled; zero: never
public record DatabaseConfiguration(
        String url,
        String user,
        String password,
        String applicationName,
        int maximumConnections,
        Duration connectTimeout,
        Duration statementTimeout) {
    private static final Pattern WITH_USER =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:([^:/@?]+)(?::([^@/]*))?@)?(.*)");

    /// @throws IllegalArgumentException with a sentence for a person
    public DatabaseConfiguration {
        Matcher matcher = WITH_USER.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + url
                            + "\" is not a database address: write postgresql://host:5432/database");
        }
        if (user.isEmpty() && matcher.group(1) != null) {
            user = matcher.group(1);
        }
        if (password.isEmpty() && matcher.group(2) != null) {
            password = matcher.group(2);
        }
        url = "jdbc:postgresql://" + matcher.group(3);
        if (maximumConnections < 1) {
            throw new IllegalArgumentException("A process needs at least one database connection");
        }
    }

    /// The settings that suit most processes: 8 connections, no limit on a statement.
    public static DatabaseConfiguration of(
            String url, String user, String password, String applicationName) {
        return new DatabaseConfiguration(
                url, user, password, applicationName, 8, Duration.ofSeconds(5), Duration.ZERO);
    }

    public DatabaseConfiguration withMaximumConnections(int connections) {
        return new DatabaseConfiguration(
                url,
                user,
                password,
                applicationName,
                connections,
                connectTimeout,
                statementTimeout);
    }

    public DatabaseConfiguration withStatementTimeout(Duration timeout) {
        return new DatabaseConfiguration(
                url, user, password, applicationName, maximumConnections, connectTimeout, timeout);
    }

    /// Connections outside any pool: for LISTEN, for hints and for session locks.
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        if (!user.isEmpty()) {
            source.setUser(user);
        }
        if (!password.isEmpty()) {
            source.setPassword(password);
        }
        source.setApplicationName(applicationName);
        int seconds = (int) Math.max(1, connectTimeout.toSeconds());
        source.setConnectTimeout(seconds);
        // A host that takes the connection and then says nothing is as good as away.
        source.setLoginTimeout(seconds);
        source.setTcpKeepAlive(true);
        // The second use of a statement is prepared on the server: planning the claim costs more
        // than it.
        source.setPrepareThreshold(1);
        source.setOptions(
                "-c idle_in_transaction_session_timeout=30s -c plan_cache_mode=force_generic_plan"
                        + " -c statement_timeout="
                        + statementTimeout.toMillis());
        return source;
    }

    /// Without the password.
    @Override
    public String toString() {
        return url + (user.isEmpty() ? "" : " as " + user);
    }
}
