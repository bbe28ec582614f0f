package dev.minijenkin.runner.workspace;

import dev.minijenkin.runner.stop.StopCheck;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Deletes folders with all they hold. Links are deleted, never followed.
public final class Trees {
    private static final Set<PosixFilePermission> OWNERS =
            PosixFilePermissions.fromString("rwx------");

    private Trees() {}

    /// Deletes a folder, or does nothing where there is none.
    public static void delete(Path folder) throws IOException {
        delete(folder, StopCheck.NEVER);
    }

    /// The same, with the patience of a step.
    public static void delete(Path folder, StopCheck stop) throws IOException {
        // Most that come and go are empty, and a walk costs three times as much.
        boolean wasEmpty = folder.toFile().delete();
        if (!wasEmpty && Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(folder, new Deleter(stop));
        }
    }

    /// Copies a folder to where nothing is, with the rights of its files; links stay links.
    public static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) throws IOException {
                        return copy(folder);
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        return copy(file);
                    }

                    private FileVisitResult copy(Path entry) throws IOException {
                        Files.copy(
                                entry,
                                to.resolve(from.relativize(entry).toString()),
                                StandardCopyOption.COPY_ATTRIBUTES,
                                LinkOption.NOFOLLOW_LINKS);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// Deletes what a folder holds.
    static void deleteContent(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                delete(entry);
            }
        }
    }

    /// Makes a folder one whose entries can be read and deleted.
    public static void open(Path folder) throws IOException {
        // What the owner may: asked for its own rights, the host answers for the whole runner.
        if (!Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).containsAll(OWNERS)) {
            Files.setPosixFilePermissions(folder, OWNERS);
        }
    }

    private static final class Deleter extends SimpleFileVisitor<Path> {
        private final StopCheck stop;

        Deleter(StopCheck stop) {
            this.stop = stop;
        }

        /// Some tools keep their caches in folders that nobody may write.
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            stop.check();
            open(folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            stop.check();
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            if (e instanceof AccessDeniedException
                    && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.setPosixFilePermissions(file, OWNERS);
                Files.walkFileTree(file, new Deleter(stop));
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                throws IOException {
            if (e != null) {
                throw e;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
