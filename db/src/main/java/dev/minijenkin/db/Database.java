package dev.minijenkin.db;

import static dev.minijenkin.db.schema.Tables.REPOSITORIES;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.minijenkin.db.notify.HintSink;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pool of connections of one process. Thread-safe.
///
/// A statement that is whole in itself goes through [#statement], in autocommit: no round trips for
/// BEGIN and COMMIT. Everything else goes through [#transaction]. Both try again by themselves
/// where PostgreSQL chose the work as the victim of a deadlock.
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int DEADLOCK_TRIES = 5;

    /// The pool asks a connection that was idle for longer whether it still lives, which is a
    /// statement more; by its usual half second, half of what an idle process sends. The pool has
    /// no other way to be told.
    private static final String CHECK_WINDOW = "com.zaxxer.hikari.aliveBypassWindowMs";

    private static final Duration CHECK_AFTER = Duration.ofSeconds(2);

    private final DatabaseConfiguration configuration;
    private final HikariDataSource pool;
    private final HintSink hints;

    private Database(DatabaseConfiguration configuration, HikariDataSource pool, HintSink hints) {
        this.configuration = configuration;
        this.pool = pool;
        this.hints = hints;
    }

    /// Loads what the first statement of a process needs, for whoever waits for something else
    /// meanwhile.
    public static void loadAhead() {
        DSL.using(SQLDialect.POSTGRES)
                .select(REPOSITORIES.ID)
                .from(REPOSITORIES)
                .where(REPOSITORIES.NAME.eq(""))
                .getSQL();
    }

    /// Opens the pool; does not wait for the database to be there.
    ///
    /// @param hints takes the hints of committed work; usually the process's notifier
    public static Database open(DatabaseConfiguration configuration, HintSink hints) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(configuration.dataSource());
        config.setPoolName(configuration.applicationName());
        config.setMaximumPoolSize(configuration.maximumConnections());
        config.setMinimumIdle(Math.min(2, configuration.maximumConnections()));
        config.setConnectionTimeout(configuration.connectTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setKeepaliveTime(Duration.ofSeconds(60).toMillis());
        System.getProperties().putIfAbsent(CHECK_WINDOW, Long.toString(CHECK_AFTER.toMillis()));
        return new Database(configuration, new HikariDataSource(config), hints);
    }

    /// Runs one statement in autocommit.
    ///
    /// @throws DatabaseUnavailableException where the database is away
    /// @throws DatabaseException for any other error of the database
    public <T extends @Nullable Object> T statement(Work<T> work) {
        return perform(connection -> run(connection, work)).value();
    }

    /// Runs one statement in autocommit that has no result.
    ///
    /// @throws DatabaseUnavailableException where the database is away
    /// @throws DatabaseException for any other error of the database
    public void run(Consumer<Tx> work) {
        statement(withoutResult(work));
    }

    /// Runs `work` in a transaction: all of it or nothing.
    ///
    /// @throws DatabaseUnavailableException where the database is away
    /// @throws DatabaseException for any other error of the database
    public <T extends @Nullable Object> T transaction(Work<T> work) {
        Done<T> done = perform(connection -> committed(connection, work));
        carryOut(done.tx().afterCommits());
        return done.value();
    }

    /// Runs `work`, which has no result, in a transaction: all of it or nothing.
    ///
    /// @throws DatabaseUnavailableException where the database is away
    /// @throws DatabaseException for any other error of the database
    public void runInTransaction(Consumer<Tx> work) {
        transaction(withoutResult(work));
    }

    /// The connections, now.
    public PoolState pool() {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return state == null
                ? new PoolState(0, 0, pool.getMaximumPoolSize(), 0)
                : new PoolState(
                        state.getActiveConnections(),
                        state.getIdleConnections(),
                        pool.getMaximumPoolSize(),
                        state.getThreadsAwaitingConnection());
    }

    /// A connection beside the pool, for what a session holds; whoever opens it closes it.
    public Connection openSession() throws SQLException {
        return pool.getDataSource().getConnection();
    }

    /// Runs one statement as somebody else, on a connection that is made for it with the password
    /// which they show.
    ///
    /// @throws LoginRefusedException where they are not let in by that password
    /// @throws DatabaseUnavailableException where the database is away
    /// @throws DatabaseException for any other error of the database
    public <T extends @Nullable Object> T statementAs(String login, String password, Work<T> work) {
        try (Connection connection = loggedIn(login, password)) {
            return run(connection, work).value();
        } catch (DataAccessException e) {
            throw SqlErrors.translate(e);
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        }
    }

    private Connection loggedIn(String login, String password) throws SQLException {
        try {
            return configuration.passwordSource(login, password).getConnection();
        } catch (SQLException e) {
            if (SqlErrors.isRefusedLogin(e)) {
                throw new LoginRefusedException(SqlErrors.firstLine(e), e);
            }
            throw e;
        }
    }

    private static Work<Boolean> withoutResult(Consumer<Tx> work) {
        return tx -> {
            work.accept(tx);
            return true;
        };
    }

    /// Not by recursion: one may leave another for a long time. What the caller did is committed
    /// whatever becomes of them.
    private void carryOut(Set<AfterCommit> first) {
        Set<AfterCommit> open = new LinkedHashSet<>(first);
        while (!open.isEmpty()) {
            AfterCommit next = open.iterator().next();
            open.remove(next);
            try {
                open.addAll(
                        perform(connection -> committed(connection, withoutResult(next::follow)))
                                .tx()
                                .afterCommits());
            } catch (DatabaseUnavailableException e) {
                LOG.debug("{} is left to the next look: {}", next, e.getMessage());
            } catch (DatabaseException e) {
                LOG.warn("{} is left to the next look: {}", next, e.getMessage());
            } catch (RuntimeException | Error e) {
                LOG.error("{} failed and is left to the next look", next, e);
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private record Done<T extends @Nullable Object>(T value, Tx tx) {}

    private <T extends @Nullable Object> Done<T> run(Connection connection, Work<T> work) {
        Tx tx = new Tx(connection);
        return new Done<>(work.in(tx), tx);
    }

    private <T extends @Nullable Object> Done<T> committed(Connection connection, Work<T> work) {
        boolean committed = false;
        try {
            connection.setAutoCommit(false);
            Done<T> done = run(connection, work);
            connection.commit();
            committed = true;
            connection.setAutoCommit(true);
            return done;
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        } finally {
            if (!committed) {
                rollBack(connection);
            }
        }
    }

    /// What broke the work matters to the caller, not that a dead connection cannot even roll back;
    /// the pool discards that one.
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("A transaction could not be rolled back: {}", e.getMessage());
        }
    }

    private <T extends @Nullable Object> Done<T> perform(Function<Connection, Done<T>> attempt) {
        for (int tries = 1; ; tries++) {
            try (Connection connection = pool.getConnection()) {
                Done<T> done = attempt.apply(connection);
                hints.send(done.tx().hints());
                return done;
            } catch (DataAccessException e) {
                DatabaseException translated = SqlErrors.translate(e);
                if (!SqlErrors.isDeadlock(e) || tries == DEADLOCK_TRIES) {
                    throw translated;
                }
                pauseAfterDeadlock();
            } catch (SQLException e) {
                throw SqlErrors.translate(e);
            }
        }
    }

    private static void pauseAfterDeadlock() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, 20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
