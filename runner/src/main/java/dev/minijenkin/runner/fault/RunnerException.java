package dev.minijenkin.runner.fault;

/// Something that the runner could not do. Its message is one sentence for a person.
public final class RunnerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunnerException(String message) {
        super(message);
    }

    public RunnerException(String message, Throwable cause) {
        super(message, cause);
    }
}
