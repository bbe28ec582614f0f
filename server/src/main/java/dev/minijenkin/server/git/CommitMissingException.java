package dev.minijenkin.server.git;

/// The repository answers, and does not have a commit (any more, or not yet). The message is one
/// sentence for a person.
public final class CommitMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommitMissingException(String message, Throwable cause) {
        super(message, cause);
    }
}
