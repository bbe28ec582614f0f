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
/// @param statementTimeout after which a statement is cancelled; zero: a little before nobody waits
///   for its answer any more
public record DatabaseConfiguration(
        String url,
        String user,
        String password,
        String applicationName,
        int maximumConnections,
        Duration connectTimeout,
        Duration statementTimeout) {
    /// How long a statement of a pool waits for what others have locked.
    public static final Duration LOCK_LIMIT = Duration.ofSeconds(5);

    /// After which a connection that says nothing is taken for dead; `socketTimeout` in the URL
    /// says otherwise. Longer than any statement of the product takes.
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    /// A plan is made once a connection, perhaps when a table was empty that has millions of rows
    /// later, and every statement of the product is meant to find its rows by an index: so to read
    /// a table whole has to look dear even where it is small. To forbid it (`enable_seqscan`) would
    /// make all plans that need it look alike. And what a plan is thought to cost is no reason to
    /// compile it.
    private static final String PLANS =
            "-c plan_cache_mode=force_generic_plan -c seq_page_cost=50 -c random_page_cost=1.1 -c"
                    + " jit=off";

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

    /// The settings that suit most processes: 8 connections, no other limit on a statement than on
    /// its answer.
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

    public DatabaseConfiguration withConnectTimeout(Duration timeout) {
        return new DatabaseConfiguration(
                url,
                user,
                password,
                applicationName,
                maximumConnections,
                timeout,
                statementTimeout);
    }

    public DatabaseConfiguration withStatementTimeout(Duration timeout) {
        return new DatabaseConfiguration(
                url, user, password, applicationName, maximumConnections, connectTimeout, timeout);
    }

    /// Connections of the pool, and outside of it for LISTEN and for hints.
    ///
    /// Nothing on them waits for ever: not for a lock ([#LOCK_LIMIT]), not for a host that
    /// vanished.
    public DataSource dataSource() {
        PGSimpleDataSource source = plainSource();
        // Of what a server says, and of what it does not: a wait for hints has its own limit.
        if (source.getSocketTimeout() == 0) {
            source.setSocketTimeout((int) ANSWER_LIMIT.toSeconds());
        }
        source.setOptions(
                "-c idle_in_transaction_session_timeout=30s "
                        + PLANS
                        + " -c lock_timeout="
                        + LOCK_LIMIT.toMillis()
                        + " -c statement_timeout="
                        + statementLimit(source.getSocketTimeout()).toMillis());
        return source;
    }

    /// A statement whose answer nobody waits for would go on, and hold its locks, for nothing.
    private Duration statementLimit(int answerSeconds) {
        return statementTimeout.isZero()
                ? Duration.ofSeconds(answerSeconds).multipliedBy(9).dividedBy(10)
                : statementTimeout;
    }

    /// Connections of a person who shows a password. A database that would let them in without
    /// having asked for it is refused: it would let in anybody under any name.
    ///
    /// @param login database role
    /// @param password not empty
    DataSource passwordSource(String login, String password) {
        PGSimpleDataSource source = plainSource();
        source.setUser(login);
        source.setPassword(password);
        source.setApplicationName("sign-in");
        source.setRequireAuth("scram-sha-256,md5,password");
        source.setSocketTimeout((int) Math.max(1, connectTimeout.toSeconds()));
        source.setOptions("-c statement_timeout=5s -c lock_timeout=" + LOCK_LIMIT.toMillis());
        return source;
    }

    /// Connections for migrations: one may take as long as it takes, but whoever is in its way
    /// makes all others wait behind it, so that it waits only for a moment.
    ///
    /// @param application shown in `pg_stat_activity`
    DataSource migrationSource(String application, Duration lockLimit) {
        PGSimpleDataSource source = plainSource();
        source.setApplicationName(application);
        source.setOptions(
                "-c idle_in_transaction_session_timeout=0 -c transaction_timeout=0"
                        + " -c statement_timeout=0 -c lock_timeout="
                        + lockLimit.toMillis());
        return source;
    }

    private PGSimpleDataSource plainSource() {
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
        return source;
    }

    /// Without the password.
    @Override
    public String toString() {
        return url + (user.isEmpty() ? "" : " as " + user);
    }
}
