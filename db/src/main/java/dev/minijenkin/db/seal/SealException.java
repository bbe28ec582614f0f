package dev.minijenkin.db.seal;

/// Something sealed cannot be opened here, or a key cannot be read; the message is a sentence for a
/// person and tells no secret.
public final class SealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SealException(String message) {
        super(message);
    }

    public SealException(String message, Throwable cause) {
        super(message, cause);
    }
}
