package dev.minijenkin.runner.cache;

import dev.minijenkin.db.Sha256;
import dev.minijenkin.runner.workspace.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The archives that jobs of a host keep, a folder for each repository. An archive is there whole
/// or not at all, and never changed; those that nobody has used for longest make room.
///
/// Thread-safe: what comes and goes meanwhile counts as not there.
public final class CacheStore {
    /// Of one repository, as in the reference.
    public static final long USUAL_LIMIT = 10L << 30;

    private static final Logger LOG = LoggerFactory.getLogger(CacheStore.class);
    private static final String ENTRY = ".entry";

    private final Path root;
    private final long limit;

    /// @param root of this runner alone; made when it is needed
    /// @param limit bytes of all archives of one repository
    public CacheStore(Path root, long limit) {
        this.root = root;
        this.limit = limit;
        tidy();
    }

    /// Bytes of all archives of one repository.
    public long limit() {
        return limit;
    }

    /// An archive.
    ///
    /// @param created when it was kept
    public record Archive(CacheKey key, Path file, Instant created, long size) {}

    /// The best archive. In the first scope that has one: that of the first key, else the newest
    /// whose key begins with it, and so on with the other keys.
    ///
    /// @param scopes in which it is looked for, in this order
    /// @param keys the wanted one first
    public Optional<Archive> find(
            String repository, List<String> scopes, String version, List<String> keys)
            throws IOException {
        List<Archive> all = archives(repository);
        for (String scope : scopes) {
            List<Archive> near =
                    all.stream()
                            .filter(archive -> archive.key().scope().equals(scope))
                            .filter(archive -> archive.key().version().equals(version))
                            .sorted(Comparator.comparing(Archive::created).reversed())
                            .toList();
            for (String key : keys) {
                Optional<Archive> found =
                        near.stream()
                                .filter(archive -> archive.key().key().equals(key))
                                .findFirst()
                                .or(() ->
                                        near.stream()
                                                .filter(archive ->
                                                        archive.key().key().startsWith(key))
                                                .findFirst());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// Says that an archive was of use just now.
    public void touch(Archive archive) throws IOException {
        try {
            Files.setLastModifiedTime(archive.file(), FileTime.from(Instant.now()));
        } catch (NoSuchFileException _) {
            // It made room.
        }
    }

    /// Whether there is an archive of exactly this key.
    public boolean has(String repository, CacheKey key) {
        return Files.exists(entry(repository, key));
    }

    /// A file for an archive that is being written.
    public Path unfinished(String repository) throws IOException {
        return Files.createDirectories(folder(repository).resolve("unfinished"))
                .resolve(UUID.randomUUID().toString());
    }

    /// Keeps an archive, unless another job was faster; whether it did.
    ///
    /// @param written one of [#unfinished]; gone afterwards
    public boolean keep(String repository, CacheKey key, Path written) throws IOException {
        if (has(repository, key) || Files.size(written) > limit) {
            Files.delete(written);
            return false;
        }
        Path entry = entry(repository, key);
        Files.move(written, archive(entry), StandardCopyOption.ATOMIC_MOVE);
        Path told = Files.writeString(unfinished(repository), text(key));
        Files.move(told, entry, StandardCopyOption.ATOMIC_MOVE);
        makeRoom(repository);
        return true;
    }

    private void makeRoom(String repository) throws IOException {
        List<Archive> oldestFirst = new ArrayList<>();
        long size = 0;
        for (Archive archive : archives(repository)) {
            size += archive.size();
            oldestFirst.add(archive);
        }
        oldestFirst.sort(Comparator.comparing(CacheStore::lastUse));
        for (Archive archive : oldestFirst) {
            if (size <= limit) {
                return;
            }
            Files.deleteIfExists(entry(repository, archive.key()));
            Files.deleteIfExists(archive.file());
            size -= archive.size();
        }
    }

    private static Instant lastUse(Archive archive) {
        try {
            return Files.getLastModifiedTime(archive.file()).toInstant();
        } catch (IOException _) {
            return Instant.MIN;
        }
    }

    private List<Archive> archives(String repository) throws IOException {
        List<Archive> archives = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(folder(repository), "*" + ENTRY)) {
            for (Path entry : entries) {
                read(entry).ifPresent(archives::add);
            }
        } catch (NoSuchFileException _) {
            // Nobody has kept anything.
        }
        return archives;
    }

    private static Optional<Archive> read(Path entry) throws IOException {
        try {
            List<String> lines = Files.readAllLines(entry);
            Path file = archive(entry);
            return lines.size() < 3
                    ? Optional.empty()
                    : Optional.of(
                            new Archive(
                                    new CacheKey(lines.get(0), lines.get(1), lines.get(2)),
                                    file,
                                    Files.getLastModifiedTime(entry).toInstant(),
                                    Files.size(file)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static String text(CacheKey key) {
        return String.join("\n", key.scope(), key.version(), key.key()) + "\n";
    }

    private Path entry(String repository, CacheKey key) {
        return folder(repository).resolve(Sha256.hex(text(key)) + ENTRY);
    }

    private static Path archive(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return entry.resolveSibling(name.substring(0, name.length() - ENTRY.length()));
    }

    private Path folder(String repository) {
        return root.resolve("of-" + repository.toLowerCase(Locale.ROOT).replace('/', '+'));
    }

    /// Deletes what was broken off, before the first job begins.
    private void tidy() {
        try (DirectoryStream<Path> repositories = Files.newDirectoryStream(root, "of-*")) {
            for (Path repository : repositories) {
                Trees.delete(repository.resolve("unfinished"));
                tidy(repository);
            }
        } catch (NoSuchFileException _) {
            // Nobody has kept anything.
        } catch (IOException e) {
            LOG.warn("Cannot tidy the caches in {}: {}", root, e.getMessage());
        }
    }

    private static void tidy(Path repository) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(repository)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!name.endsWith(ENTRY) && !Files.exists(file.resolveSibling(name + ENTRY))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
