package dev.minijenkin.runner.host.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Looks for programs as a shell does.
final class Programs {
    private Programs() {}

    /// Whether the program can be started.
    ///
    /// @param program a name, or a path
    /// @param path folders as in `PATH`
    static boolean exist(String program, String path) {
        if (program.contains("/")) {
            return Files.isExecutable(Path.of(program));
        }
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .anyMatch(file -> Files.isExecutable(file) && !Files.isDirectory(file));
    }
}
