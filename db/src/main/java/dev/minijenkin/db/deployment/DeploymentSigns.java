package dev.minijenkin.db.deployment;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows that the runner which deploys to an environment is connected: while it deploys, a session
/// of its own holds the advisory lock `deploy:<environment>`, which ends with the session and not
/// with a lease (`environment_locks.holder_connected`).
///
/// A sign and no more. Whoever may connect could hold such a lock, so it is tried and never waited
/// for, and nothing depends on it: the truth is the row of `deployment_locks`. A session that is
/// lost is opened again, and takes what is free. Thread-safe; one thread of its own.
public final class DeploymentSigns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeploymentSigns.class);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int VALID_SECONDS = 5;
    private static final String KEY = "(hashtextextended('mini-jenkin:deploy:' || ?, 0))";

    private final Database database;
    private final PollLoop loop;
    private final Set<EnvironmentId> wanted = ConcurrentHashMap.newKeySet();
    // Of the loop's thread, and of whoever closes after it has ended.
    private final Set<EnvironmentId> held = new HashSet<>();
    private @Nullable Connection session;

    /// Opens no session before one is needed.
    public DeploymentSigns(Database database, Outage outage) {
        this.database = database;
        this.loop =
                new PollLoop(
                                "deployment-signs",
                                LOOK,
                                this::look,
                                outage,
                                RandomGenerator.getDefault())
                        .start();
    }

    /// A deployment to the environment begins here. Returns at once.
    public void show(EnvironmentId environment) {
        wanted.add(environment);
        loop.wake();
    }

    /// It is over. Returns at once.
    public void hide(EnvironmentId environment) {
        wanted.remove(environment);
        loop.wake();
    }

    @Override
    public void close() {
        loop.close();
        disconnect();
    }

    private void look() {
        try {
            if (wanted.isEmpty()) {
                disconnect();
            } else {
                hold(connected());
            }
        } catch (SQLException e) {
            LOG.debug("The sign of a deployment waits for the database: {}", e.getMessage());
            disconnect();
        }
    }

    private void hold(Connection connection) throws SQLException {
        for (EnvironmentId environment : Set.copyOf(held)) {
            if (!wanted.contains(environment)) {
                ask(connection, "select pg_advisory_unlock" + KEY, environment);
                held.remove(environment);
            }
        }
        for (EnvironmentId environment : wanted) {
            if (!held.contains(environment)
                    && ask(connection, "select pg_try_advisory_lock" + KEY, environment)) {
                held.add(environment);
            }
        }
    }

    private static boolean ask(Connection connection, String sql, EnvironmentId environment)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, environment.value());
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private Connection connected() throws SQLException {
        Connection known = session;
        if (known != null && known.isValid(VALID_SECONDS)) {
            return known;
        }
        disconnect();
        Connection fresh = database.openSession();
        session = fresh;
        return fresh;
    }

    private void disconnect() {
        held.clear();
        Connection last = session;
        session = null;
        if (last != null) {
            try {
                last.close();
            } catch (SQLException e) {
                LOG.debug("A session could not be closed: {}", e.getMessage());
            }
        }
    }
}
