package dev.minijenkin.server.git;

/// A repository, or a commit of it, cannot be fetched just now. The message is one sentence for a
/// person.
public final class RepositoryUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RepositoryUnreachable(String message, Throwable cause) {
        super(message, cause);
    }

    public RepositoryUnreachable(String message) {
        super(message);
    }
}
