package dev.minijenkin.server.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/// Which files an event changed, as GitHub's page on workflow syntax defines it under "Git diff
/// comparisons": of a push the difference of its two ends, of a new branch that to the parent of
/// the deepest commit pushed, of a pull request that to the merge base. A push of more than 1,000
/// commits counts as one that changes everything, and beyond 3,000 files nothing is looked at.
/// Everywhere empty means that nobody can know, so that no filter keeps a workflow from running.
final class ChangedPaths {
    private static final int MOST_COMMITS = 1000;
    private static final int MOST_FILES = 3000;

    private final Repository repository;

    ChangedPaths(Repository repository) {
        this.repository = repository;
    }

    /// Of a push to a branch that was there before.
    Optional<List<String>> ofPush(ObjectId before, ObjectId after) {
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            RevObject start = reader.has(before) ? walk.peel(walk.parseAny(before)) : null;
            if (!(start instanceof RevCommit from)) {
                return Optional.empty();
            }
            RevCommit to = walk.parseCommit(after);
            walk.markStart(to);
            walk.markUninteresting(from);
            return deepest(walk).counted() > MOST_COMMITS
                    ? Optional.empty()
                    : Optional.of(between(reader, from, to));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Of the first push of a branch; an empty list where it brought no commit.
    ///
    /// @param others tips of the other branches, as far as they are in the mirror
    Optional<List<String>> ofNewBranch(ObjectId after, Collection<ObjectId> others) {
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            RevCommit to = walk.parseCommit(after);
            walk.sort(RevSort.TOPO);
            walk.markStart(to);
            for (ObjectId other : others) {
                RevObject known = reader.has(other) ? walk.peel(walk.parseAny(other)) : null;
                if (known instanceof RevCommit commit) {
                    walk.markUninteresting(commit);
                }
            }
            Deepest deepest = deepest(walk);
            if (deepest.counted() > MOST_COMMITS) {
                return Optional.empty();
            }
            RevCommit first = deepest.commit();
            if (first == null) {
                return Optional.of(List.of());
            }
            RevCommit from =
                    first.getParentCount() == 0 ? null : walk.parseCommit(first.getParent(0));
            return Optional.of(between(reader, from, to));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Of a pull request: what its commits changed since the one that both branches have. Unknown
    /// where they have none in common, or where the branch that it goes to has all of it already.
    Optional<List<String>> ofPullRequest(ObjectId base, ObjectId head) {
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            RevCommit to = walk.parseCommit(head);
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(base));
            walk.markStart(to);
            // Where there are several, the latest, as git itself does.
            RevCommit common = walk.next();
            return common == null || common.equals(to)
                    ? Optional.empty()
                    : Optional.of(between(reader, common, to));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The last commit of a walk, and how many it had: one more than the bound where it has more.
    private record Deepest(@Nullable RevCommit commit, int counted) {}

    private static Deepest deepest(RevWalk walk) throws IOException {
        RevCommit last = null;
        int counted = 0;
        for (RevCommit next = walk.next();
                next != null && counted <= MOST_COMMITS;
                next = walk.next()) {
            last = next;
            counted++;
        }
        return new Deepest(last, counted);
    }

    private static List<String> between(
            ObjectReader reader, @Nullable RevCommit before, RevCommit after) throws IOException {
        List<String> paths = new ArrayList<>();
        try (RevWalk bodies = new RevWalk(reader);
                TreeWalk trees = new TreeWalk(reader)) {
            if (before == null) {
                trees.addTree(new EmptyTreeIterator());
            } else {
                trees.addTree(bodies.parseCommit(before).getTree());
            }
            trees.addTree(bodies.parseCommit(after).getTree());
            trees.setRecursive(true);
            trees.setFilter(TreeFilter.ANY_DIFF);
            while (paths.size() < MOST_FILES && trees.next()) {
                paths.add(trees.getPathString());
            }
            return paths;
        }
    }
}
