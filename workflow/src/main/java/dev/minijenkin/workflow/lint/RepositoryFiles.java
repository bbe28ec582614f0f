package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.plan.CallTarget;
import java.util.Optional;

/// The files that a workflow file names: of its own repository, and of others as far as these are
/// there.
@FunctionalInterface
public interface RepositoryFiles {
    /// None at all.
    RepositoryFiles NONE = _ -> Optional.empty();

    /// The text of a file.
    ///
    /// @param file its path is from the root of its repository, with slashes
    /// @return empty where there is no such file
    Optional<String> text(CallTarget file);

    /// Whether the repository that is looked at is there as a whole, so that a file of it which is
    /// not there is missing.
    default boolean isWhole() {
        return false;
    }
}
