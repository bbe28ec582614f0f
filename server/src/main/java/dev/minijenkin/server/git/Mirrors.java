package dev.minijenkin.server.git;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.folder.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The mirrors of one server, kept open: opening one costs more than reading from it. Thread-safe;
/// a single [Mirror] is used by one thread at a time.
public final class Mirrors implements AutoCloseable {
    private final Path folder;
    private final Map<RepositoryId, Mirror> open = new ConcurrentHashMap<>();

    /// @param folder made where it is missing, closed to other users where it is not
    public Mirrors(Path folder) {
        this.folder = folder;
        try {
            PrivateFolder.make(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder for the mirrors cannot be used: " + e.getMessage(), e);
        }
    }

    /// The mirror of a repository; begins anew where the repository moved to another URL.
    public Mirror of(Repository repository) {
        return open.compute(
                repository.id(),
                (id, mirror) -> {
                    if (mirror != null && mirror.url().equals(repository.url())) {
                        return mirror;
                    }
                    if (mirror != null) {
                        mirror.close();
                    }
                    return MirrorFolder.open(repository.id(), path(repository), repository.url());
                });
    }

    /// A number that changes when a repository answers; 0 before the first time.
    public long answers(RepositoryId repository) {
        Mirror mirror = open.get(repository);
        return mirror == null ? 0 : mirror.answers();
    }

    @Override
    public void close() {
        open.values().forEach(Mirror::close);
        open.clear();
    }

    /// By id, so that no name leads into another's mirror, out of the folder, or is too long for
    /// it.
    private Path path(Repository repository) {
        return folder.resolve(repository.id().value() + ".git");
    }
}
