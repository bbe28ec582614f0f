package dev.minijenkin.runner.workspace;

import dev.minijenkin.runner.user.JobUser;
import dev.minijenkin.runner.user.SystemUser;
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
import java.util.Objects;
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
    private static final int OTHERS = 077;

    /// Kind, rights and owner of a folder that nobody changed.
    private final Look asMade;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock; the oldest first.
    private final Deque<Spare> spares = new ArrayDeque<>();

    /// @param user whose they are
    record Spare(String repository, Path root, JobUser user) {}

    private record Look(int mode, int user) {
        /// That of a folder of somebody else.
        Look of(SystemUser other) {
            return new Look(mode, other.uid());
        }

        Look closed() {
            return new Look(mode & ~OTHERS, user);
        }
    }

    /// @param made a folder that was made as those of jobs are
    SpareFolders(Path made) throws IOException {
        this.asMade = look(made);
    }

    /// Gives a job the folders of one before it, if there are some.
    ///
    /// @param root where they shall lie; nothing is there
    boolean moveTo(Path root, String repository, JobUser user) {
        for (Optional<Spare> spare = take(repository, user);
                spare.isPresent();
                spare = take(repository, user)) {
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
    List<Spare> keep(Workspace workspace, String repository) {
        Spare used = new Spare(repository, workspace.root(), workspace.user());
        if (!isAsMade(workspace)) {
            return List.of(used);
        }
        lock.lock();
        try {
            spares.addLast(used);
            return spares.size() > MOST ? List.of(spares.removeFirst()) : List.of();
        } finally {
            lock.unlock();
        }
    }

    /// All of them, which have to be deleted.
    List<Spare> clear() {
        lock.lock();
        try {
            List<Spare> all = List.copyOf(spares);
            spares.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Spare> take(String repository, JobUser user) {
        lock.lock();
        try {
            for (Iterator<Spare> all = spares.descendingIterator(); all.hasNext(); ) {
                Spare spare = all.next();
                if (spare.repository().equals(repository) && spare.user().equals(user)) {
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
            Optional<SystemUser> user = workspace.user().user();
            Look folder = user.map(asMade::of).orElse(asMade);
            return isSo(workspace.root(), 2, user.isPresent() ? folder.closed() : folder)
                    && isSo(workspace.source(), 0, folder)
                    && isSo(workspace.temp(), 0, folder);
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isSo(Path folder, int entries, Look wanted) throws IOException {
        if (!look(folder).equals(wanted)) {
            return false;
        }
        // A stream of the entries costs several times as much.
        String[] found = folder.toFile().list();
        return found != null && found.length == entries;
    }

    private static Look look(Path folder) throws IOException {
        Map<String, Object> seen =
                Files.readAttributes(folder, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
        return new Look(
                (int) Objects.requireNonNull(seen.get("mode")),
                (int) Objects.requireNonNull(seen.get("uid")));
    }
}
