package dev.minijenkin.stress.scenario;

/// A scenario could not be carried out; the message says what went wrong.
public final class StressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StressException(String message) {
        super(message);
    }

    public StressException(String message, Throwable cause) {
        super(message, cause);
    }
}
