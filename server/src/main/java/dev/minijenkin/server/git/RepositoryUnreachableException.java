package dev.minijenkin.server.git;

/// A repository, or a commit of it, cannot be fetched just now. The message is one sentence for a
/// person.
public final class RepositoryUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RepositoryUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }

    public RepositoryUnreachableException(String message) {
        super(message);
    }
}
