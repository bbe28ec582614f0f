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

    /// The message as the end of a sentence.
    public String clause() {
        String message = String.valueOf(getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
