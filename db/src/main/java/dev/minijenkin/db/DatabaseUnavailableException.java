package dev.minijenkin.db;

/// The database cannot be reached, or cannot carry a statement out just now: it may be tried again
/// later. Whether a commit that was under way took place is unknown, so what is tried again must be
/// idempotent.
public final class DatabaseUnavailableException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
