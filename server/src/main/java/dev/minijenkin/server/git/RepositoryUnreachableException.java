package dev.minijenkin.server.git;

import dev.minijenkin.db.RepositoryId;

/// A repository cannot be fetched from just now. The message is one sentence for a person.
public final class RepositoryUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RepositoryId repository;
    private final boolean withHost;
    private final boolean tried;

    /// @param repository that does not answer: not always the one whose delivery asked for it
    /// @param withHost whether it is the whole host that does not answer
    public RepositoryUnreachableException(
            RepositoryId repository, boolean withHost, String message, Throwable cause) {
        super(message, cause);
        this.repository = repository;
        this.withHost = withHost;
        this.tried = true;
    }

    /// It is not its host's fault.
    public RepositoryUnreachableException(RepositoryId repository, String message) {
        super(message);
        this.repository = repository;
        this.withHost = false;
        this.tried = true;
    }

    private RepositoryUnreachableException(RepositoryId repository, String message, boolean tried) {
        super(message);
        this.repository = repository;
        this.withHost = false;
        this.tried = tried;
    }

    /// It is known to be away, and is not asked before its time.
    public static RepositoryUnreachableException untried(RepositoryId repository, String message) {
        return new RepositoryUnreachableException(repository, message, false);
    }

    public RepositoryId repository() {
        return repository;
    }

    public boolean withHost() {
        return withHost;
    }

    /// Whether that was found out just now; otherwise it was known, and nobody asked.
    public boolean wasTried() {
        return tried;
    }
}
