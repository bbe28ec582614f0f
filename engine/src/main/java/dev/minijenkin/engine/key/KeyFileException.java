package dev.minijenkin.engine.key;

/// A private key cannot be used; the message is a sentence for a person.
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyFileException(String message) {
        super(message);
    }
}
