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
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// Deletes folders with all they hold. Links are deleted, never followed.
public final class Trees {
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
        if (!Files.isWritable(folder) || !Files.isExecutable(folder) || !Files.isReadable(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
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
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
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
