package dev.minijenkin.db.secret;

/// A secret cannot be opened here; the message is a sentence for a person that names it.
public final class CannotOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
