package dev.minijenkin.stress.bench;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Which processes of this host have a file open, as Linux tells it.
public final class OpenFiles {
    private static final Path PROCESSES = Path.of("/proc");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private OpenFiles() {}

    /// Waits for a while until nobody has one of them open; how many still have. None where there
    /// is no `/proc`.
    public static int awaitNone(List<Path> files) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int holders = holders(files);
        while (holders > 0 && System.nanoTime() < deadline) {
            Thread.sleep(POLL);
            holders = holders(files);
        }
        return holders;
    }

    private static int holders(List<Path> files) throws IOException {
        int holders = 0;
        for (Path file : files) {
            holders += holders(file);
        }
        return holders;
    }

    private static int holders(Path file) throws IOException {
        if (!Files.isDirectory(PROCESSES.resolve("self/fd"))) {
            return 0;
        }
        Path real = file.toRealPath();
        int holders = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                holders += holds(process, real) ? 1 : 0;
            }
        }
        return holders;
    }

    private static boolean holds(Path process, Path file) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : open) {
                if (Files.readSymbolicLink(descriptor).equals(file)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException _) {
            // It has ended, or is somebody else's.
            return false;
        }
    }
}
