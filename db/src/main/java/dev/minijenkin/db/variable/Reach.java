package dev.minijenkin.db.variable;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.RepositoryId;
import org.jspecify.annotations.Nullable;

/// Whose jobs see a secret or a variable: those of all repositories, of one, or those of one that
/// hold an environment of it.
///
/// @param repository null: all
/// @param environment null: all jobs; one of the repository
public record Reach(@Nullable RepositoryId repository, @Nullable EnvironmentId environment) {
    public static final Reach ALL = new Reach(null, null);

    public Reach {
        if (environment != null && repository == null) {
            throw new IllegalArgumentException("An environment is one of a repository");
        }
    }

    public static Reach of(RepositoryId repository) {
        return new Reach(repository, null);
    }

    /// Of its row; null: all.
    public @Nullable Long repositoryValue() {
        return repository == null ? null : repository.value();
    }

    /// Of its row; null: all jobs.
    public @Nullable Long environmentValue() {
        return environment == null ? null : environment.value();
    }

    /// As a row has it.
    public static Reach ofRow(@Nullable Long repository, @Nullable Long environment) {
        return new Reach(
                repository == null ? null : new RepositoryId(repository),
                environment == null ? null : new EnvironmentId(environment));
    }
}
