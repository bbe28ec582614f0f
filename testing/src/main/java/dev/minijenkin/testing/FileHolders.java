package dev.minijenkin.testing;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which processes of this host have a file open. A step that opens one (`exec 9> FILE`) leaves it
/// open in all that it starts, so that they are found from outside whatever number they have in a
/// PID namespace of their own.
public final class FileHolders {
    private static final Path PROCESSES = Path.of("/proc");

    private FileHolders() {}

    /// Their numbers as this process sees them; itself is none of them.
    ///
    /// @throws java.nio.file.NoSuchFileException where nobody has made the file yet
    public static List<Long> of(Path file) throws IOException {
        Path real = file.toRealPath();
        List<Long> holders = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != ProcessHandle.current().pid() && holds(process, real)) {
                    holders.add(pid);
                }
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
        } catch (IOException | DirectoryIteratorException e) {
            // It has ended, or is somebody else's.
            return false;
        }
    }
}
