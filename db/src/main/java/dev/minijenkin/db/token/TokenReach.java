package dev.minijenkin.db.token;

import dev.minijenkin.db.RepositoryId;
import java.util.Set;

/// Which repositories a token is for.
public sealed interface TokenReach {
    /// All of them, and what is about none of them: runners, figures, targets.
    record Everything() implements TokenReach {}

    /// These, and nothing else.
    record Only(Set<RepositoryId> repositories) implements TokenReach {
        public Only {
            repositories = Set.copyOf(repositories);
        }
    }

    static TokenReach everything() {
        return new Everything();
    }

    default boolean isEverything() {
        return this instanceof Everything;
    }

    default boolean covers(RepositoryId repository) {
        return switch (this) {
            case Everything _ -> true;
            case Only(Set<RepositoryId> repositories) -> repositories.contains(repository);
        };
    }
}
