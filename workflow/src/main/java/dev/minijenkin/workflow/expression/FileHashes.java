package dev.minijenkin.workflow.expression;

import java.util.List;

/// What `hashFiles` answers: only who has a workspace can.
@FunctionalInterface
public interface FileHashes {
    /// Hashes the files that match.
    ///
    /// @param arguments patterns, and options before them
    /// @return 64 hexadecimal digits, or an empty text where no file matches
    /// @throws IllegalArgumentException with a sentence, where it cannot be answered
    String hash(List<String> arguments);
}
