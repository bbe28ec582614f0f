package dev.minijenkin.instance;

import java.nio.file.Path;

/// Decides what becomes of the data of a local instance that this version cannot go on with.
@FunctionalInterface
public interface OldData {
    /// Whether to begin anew. Nothing is deleted.
    ///
    /// @param misfit one sentence: what is wrong with which folder
    /// @param kept where the old data would be moved to
    boolean mayBePutAside(String misfit, Path kept);
}
