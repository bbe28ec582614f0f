package dev.minijenkin.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/// Sorts what the driver throws into "away, try again later" and "refused".
final class SqlErrors {
    /// Shut down, crashed, starting up: admin_shutdown, crash_shutdown, cannot_connect_now,
    /// database_dropped excluded (that one does not come back).
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300");

    private static final Set<String> DEADLOCK = Set.of("40P01", "40001");

    private SqlErrors() {}

    static DatabaseException translate(DataAccessException e) {
        SQLException cause = sqlCause(e);
        return cause == null ? new DatabaseException(firstLine(e), e) : translate(cause);
    }

    static DatabaseException translate(SQLException e) {
        if (isAway(e)) {
            return new DatabaseUnavailableException("The database cannot be reached: " + why(e), e);
        }
        return new DatabaseException("The database refused a statement: " + firstLine(e), e);
    }

    static boolean isDeadlock(DataAccessException e) {
        SQLException cause = sqlCause(e);
        return cause != null
                && cause.getSQLState() != null
                && DEADLOCK.contains(cause.getSQLState());
    }

    static boolean isAway(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLTransientConnectionException
                || (state != null && (state.startsWith("08") || AWAY.contains(state)));
    }

    /// The pool only says that it waited in vain; what the driver said last is why.
    private static String why(SQLException e) {
        return e instanceof SQLTransientConnectionException && e.getCause() != null
                ? firstLine(e.getCause())
                : firstLine(e);
    }

    private static @Nullable SQLException sqlCause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    static String firstLine(Throwable e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
