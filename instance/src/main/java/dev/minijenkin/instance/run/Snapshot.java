package dev.minijenkin.instance.run;

import dev.minijenkin.engine.start.Commit;
import java.nio.file.Path;

/// A working tree as it was when a run of it began.
///
/// @param mirror bare repository that the run fetches from; nothing but this tree's
/// @param repository its name, as `owner/name`
/// @param branch that is checked out
/// @param defaultBranch of the repository, as far as it is known
/// @param serverUrl of the forge that it comes from
/// @param commit of the tree: the one that is checked out, or one that is nowhere else
/// @param base what is checked out; empty where there is none
/// @param changed whether the tree has something that is not committed
/// @param versioned whether the folder is the top of a git repository
record Snapshot(
        Path mirror,
        String repository,
        String branch,
        String defaultBranch,
        String serverUrl,
        Commit commit,
        String base,
        boolean changed,
        boolean versioned) {
    /// Full ref.
    String ref() {
        return "refs/heads/" + branch;
    }
}
