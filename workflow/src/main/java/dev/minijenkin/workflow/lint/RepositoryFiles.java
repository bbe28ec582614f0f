package dev.minijenkin.workflow.lint;

import java.util.Optional;

/// The files of the repository that a workflow file belongs to.
@FunctionalInterface
public interface RepositoryFiles {
    /// The text of a file.
    ///
    /// @param path from the root of the repository, with slashes
    /// @return empty where there is no such file
    Optional<String> text(String path);
}
