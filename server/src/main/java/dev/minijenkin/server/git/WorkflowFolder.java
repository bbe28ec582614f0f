package dev.minijenkin.server.git;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.engine.run.WorkflowSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// The workflow files at one commit.
final class WorkflowFolder {
    private static final String OURS = ".mini-jenkin/workflows";
    private static final String GITHUBS = ".github/workflows";

    /// One byte more than the language takes.
    private static final int LARGEST = (1 << 20) + 1;

    private final RepositoryId id;
    private final Repository repository;
    private final ObjectId commit;

    WorkflowFolder(RepositoryId id, Repository repository, ObjectId commit) {
        this.id = id;
        this.repository = repository;
        this.commit = commit;
    }

    /// @throws RepositoryUnreachableException where an object cannot be read just now
    List<WorkflowSource> files(boolean readsGithubFolder) {
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            ObjectId root = walk.parseCommit(commit).getTree();
            Optional<List<WorkflowSource>> ours = folder(reader, root, OURS);
            if (ours.isPresent() || !readsGithubFolder) {
                return ours.orElse(List.of());
            }
            return folder(reader, root, GITHUBS).orElse(List.of());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// One file, wherever it lies; empty where there is none.
    ///
    /// @throws RepositoryUnreachableException where an object cannot be read just now
    Optional<byte[]> file(String path) {
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader);
                TreeWalk found =
                        TreeWalk.forPath(reader, path, walk.parseCommit(commit).getTree())) {
            return found != null && isFile(found)
                    ? Optional.of(content(reader, found.getObjectId(0)))
                    : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private RepositoryUnreachableException unreadable(IOException e) {
        return new RepositoryUnreachableException(
                id,
                false,
                "The workflow files of " + commit.name() + " cannot be read: " + e.getMessage(),
                e);
    }

    private static Optional<List<WorkflowSource>> folder(
            ObjectReader reader, ObjectId root, String path) throws IOException {
        try (TreeWalk found = TreeWalk.forPath(reader, path, root)) {
            if (found == null || !FileMode.TREE.equals(found.getRawMode(0))) {
                return Optional.empty();
            }
            return Optional.of(entries(reader, found.getObjectId(0), path));
        }
    }

    private static List<WorkflowSource> entries(ObjectReader reader, ObjectId tree, String path)
            throws IOException {
        List<WorkflowSource> files = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            while (walk.next()) {
                String name = walk.getNameString();
                if (isFile(walk) && (name.endsWith(".yml") || name.endsWith(".yaml"))) {
                    files.add(
                            new WorkflowSource(
                                    path + "/" + name, content(reader, walk.getObjectId(0))));
                }
            }
        }
        return files;
    }

    private static boolean isFile(TreeWalk walk) {
        int mode = walk.getRawMode(0);
        return FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode);
    }

    private static byte[] content(ObjectReader reader, ObjectId blob) throws IOException {
        try (InputStream stream = reader.open(blob, Constants.OBJ_BLOB).openStream()) {
            return stream.readNBytes(LARGEST);
        }
    }
}
