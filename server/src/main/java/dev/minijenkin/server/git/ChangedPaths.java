package dev.minijenkin.server.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// Compares the trees of two commits; needs no history between them.
final class ChangedPaths {
    /// A push that changes more counts as one that changes everything.
    private static final int MOST = 20_000;

    private ChangedPaths() {}

    static Optional<List<String>> between(Repository repository, ObjectId before, ObjectId after) {
        List<String> paths = new ArrayList<>();
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader);
                TreeWalk trees = new TreeWalk(reader)) {
            if (!reader.has(before)) {
                return Optional.empty();
            }
            trees.addTree(walk.parseTree(before));
            trees.addTree(walk.parseTree(after));
            trees.setRecursive(true);
            trees.setFilter(TreeFilter.ANY_DIFF);
            while (trees.next()) {
                if (paths.size() == MOST) {
                    return Optional.empty();
                }
                paths.add(trees.getPathString());
            }
            return Optional.of(paths);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
