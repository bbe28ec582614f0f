package dev.minijenkin.db;

import java.sql.SQLException;

/// The database cannot be reached, or cannot carry a statement out just now: it may be tried again
/// later. Whether a commit that was under way took place is unknown, so what is tried again must be
/// idempotent.
public final class DatabaseUnavailableException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Whether the server is there and refuses the login, or has no such database: unless somebody
    /// changes that, it will do so again.
    public boolean refusesLogin() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("28") || sql.getSQLState().equals("3D000"))) {
                return true;
            }
        }
        return false;
    }

    /// Whether somebody holds what the statement waited for, for longer than it may wait: the
    /// database is there, and other work can go on.
    public boolean heldUp() {
        return getCause() instanceof SQLException sql && "55P03".equals(sql.getSQLState());
    }
}
