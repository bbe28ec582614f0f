package dev.minijenkin.runner.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folders of jobs that left them as empty as they found them. The next job of the repository gets
/// them under its own name: to make three folders and to delete them again is half of what a runner
/// does for a job.
///
/// What one repository's job had, no other repository's gets. Its own jobs share a home anyway, so
/// that they can leave each other nothing by this that they could not leave there. Thread-safe.
final class SpareFolders {
    private static final Logger LOG = LoggerFactory.getLogger(SpareFolders.class);
    private static final int MOST = 64;

    /// Kind, rights and owner of a folder that nobody changed.
    private final Map<String, Object> asMade;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock; the oldest first.
    private final Deque<Spare> spares = new ArrayDeque<>();

    private record Spare(String repository, Path root) {}

    /// @param made a folder that was made as those of jobs are
    SpareFolders(Path made) throws IOException {
        this.asMade = look(made);
    }

    /// Gives a job the folders of one before it, if there are some.
    ///
    /// @param root where they shall lie; nothing is there
    boolean moveTo(Path root, String repository) {
        for (Optional<Spare> spare = take(repository);
                spare.isPresent();
                spare = take(repository)) {
            Path kept = spare.get().root();
            try {
                Files.move(kept, root, StandardCopyOption.ATOMIC_MOVE);
                return true;
            } catch (IOException e) {
                LOG.debug("Cannot use {} again: {}", kept, e.getMessage());
            }
        }
        return false;
    }

    /// Keeps the folders of a job that has ended, if they are as they were made.
    ///
    /// @return what has to be deleted: these folders, or others that have waited for longest
    List<Path> keep(Workspace workspace, String repository) {
        if (!isAsMade(workspace)) {
            return List.of(workspace.source(), workspace.temp(), workspace.root());
        }
        lock.lock();
        try {
            spares.addLast(new Spare(repository, workspace.root()));
            return spares.size() > MOST ? List.of(spares.removeFirst().root()) : List.of();
        } finally {
            lock.unlock();
        }
    }

    /// All of them, which have to be deleted.
    List<Path> clear() {
        lock.lock();
        try {
            List<Path> roots = spares.stream().map(Spare::root).toList();
            spares.clear();
            return roots;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Spare> take(String repository) {
        lock.lock();
        try {
            for (Iterator<Spare> all = spares.descendingIterator(); all.hasNext(); ) {
                Spare spare = all.next();
                if (spare.repository().equals(repository)) {
                    all.remove();
                    return Optional.of(spare);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private boolean isAsMade(Workspace workspace) {
        try {
            return isAsMade(workspace.root(), 2)
                    && isAsMade(workspace.source(), 0)
                    && isAsMade(workspace.temp(), 0);
        } catch (IOException _) {
            return false;
        }
    }

    private boolean isAsMade(Path folder, int entries) throws IOException {
        if (!look(folder).equals(asMade)) {
            return false;
        }
        // A stream of the entries costs several times as much.
        String[] found = folder.toFile().list();
        return found != null && found.length == entries;
    }

    private static Map<String, Object> look(Path folder) throws IOException {
        return Files.readAttributes(folder, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
    }
}
