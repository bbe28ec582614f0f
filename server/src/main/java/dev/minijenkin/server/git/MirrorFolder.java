package dev.minijenkin.server.git;

import dev.minijenkin.db.RepositoryId;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;

/// Lays a mirror's folder out.
///
/// The mirror of a repository on this machine borrows that repository's objects (git's
/// `objects/info/alternates`), so that a commit is there the moment it is pushed and nothing is
/// copied.
final class MirrorFolder {
    private static final String ALTERNATES = "objects/info/alternates";

    private MirrorFolder() {}

    /// @throws RepositoryUnreachableException where there is nothing to mirror, or no room for it
    static Mirror open(RepositoryId id, Path folder, String url) {
        try {
            FileRepository repository = new FileRepository(folder.toFile());
            StoredConfig config = repository.getConfig();
            if (!url.equals(config.getString("remote", "origin", "url"))) {
                repository.close();
                repository = create(id, folder, url);
            }
            boolean borrows = Files.exists(folder.resolve(ALTERNATES));
            return new Mirror(id, repository, url, borrows);
        } catch (IOException e) {
            throw new RepositoryUnreachableException(
                    id, false, "The mirror " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /// The URL is written last: a folder without it is incomplete and is made anew.
    private static FileRepository create(RepositoryId id, Path folder, String url)
            throws IOException {
        Optional<Path> objects = objectsOnThisMachine(id, url);
        delete(folder);
        FileRepository repository = new FileRepository(folder.toFile());
        repository.create(true);
        if (objects.isPresent()) {
            Path alternates = folder.resolve(ALTERNATES);
            Files.createDirectories(alternates.getParent());
            Files.write(alternates, List.of(objects.get().toString()));
        }
        StoredConfig config = repository.getConfig();
        config.setString("remote", "origin", "url", url);
        config.save();
        return repository;
    }

    private static Optional<Path> objectsOnThisMachine(RepositoryId id, String url) {
        try {
            URIish uri = new URIish(url);
            if (uri.isRemote()) {
                return Optional.empty();
            }
            File found = FileKey.resolve(new File(uri.getPath()), FS.DETECTED);
            if (found == null) {
                throw new RepositoryUnreachableException(
                        id, "There is no git repository at " + uri.getPath());
            }
            return Optional.of(found.toPath().toAbsolutePath().resolve("objects"));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
