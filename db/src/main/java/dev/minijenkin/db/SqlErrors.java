package dev.minijenkin.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Sorts what the driver throws into "try again later" and "refused".
///
/// Refused is what the same statement would meet again: its data, a constraint, its text, a right
/// or a limit. Everything else passes: a database that is away or read-only during a failover, a
/// statement or a session that somebody ended, a full disk, a deadlock. To take a passing error for
/// final loses work, to try a final one again only costs time, so what is not known passes.
final class SqlErrors {
    /// Shut down, crashed, starting up: admin_shutdown, crash_shutdown, cannot_connect_now,
    /// database_dropped excluded (that one does not come back).
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300");

    /// Classes of SQLSTATE, by their first two characters (PostgreSQL, appendix A).
    private static final Set<String> FINAL =
            Set.of(
                    "07", "0A", "0L", "0P", "20", "21", "22", "23", "24", "26", "28", "2B", "2F",
                    "34", "38", "39", "3B", "3D", "3F", "42", "44", "54", "P0");

    /// Of a prepared statement or a cursor that the session does not have, or has already: whoever
    /// stands in between gave another session, or emptied it. The driver prepares anew.
    private static final Set<String> OF_THE_SESSION = Set.of("26000", "34000", "42P05");

    private static final String NOT_SUPPORTED = "0A000";

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
        if (passes(e)) {
            return new DatabaseUnavailableException(
                    "The database cannot carry a statement out just now: " + firstLine(e), e);
        }
        return new DatabaseException("The database refused a statement: " + firstLine(e), e);
    }

    static boolean isDeadlock(DataAccessException e) {
        SQLException cause = sqlCause(e);
        return cause != null
                && cause.getSQLState() != null
                && DEADLOCK.contains(cause.getSQLState());
    }

    /// By the rules of the database, or by those that the driver was given.
    static boolean isRefusedLogin(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("28") || state.equals("08004");
    }

    static boolean isAway(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLTransientConnectionException
                || (state != null && (state.startsWith("08") || AWAY.contains(state)));
    }

    private static boolean passes(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || state.length() < 2
                || !FINAL.contains(state.substring(0, 2))
                || OF_THE_SESSION.contains(state)
                || (state.equals(NOT_SUPPORTED) && isOfAnOldPlan(e));
    }

    /// A migration changed a table while a connection kept a plan for it ("cached plan must not
    /// change result type"): the driver makes another plan at the next try. Told by who says it,
    /// because the sentence is in the language of the server.
    private static boolean isOfAnOldPlan(SQLException e) {
        ServerErrorMessage told =
                e instanceof PSQLException sql ? sql.getServerErrorMessage() : null;
        String routine = told == null ? null : told.getRoutine();
        return routine != null && routine.startsWith("RevalidateCached");
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
