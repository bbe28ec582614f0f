package dev.minijenkin.db;

import org.jooq.exception.DataAccessException;

/// What the database answered with an error, or is in no state to answer. The message is for
/// people; the cause holds the details.
public class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Whether the database is what made work in a transaction throw: then nothing more can be done
    /// in that transaction.
    public static boolean isBehind(Throwable thrown) {
        return thrown instanceof DatabaseException || thrown instanceof DataAccessException;
    }
}
