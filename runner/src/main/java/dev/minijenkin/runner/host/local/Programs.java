package dev.minijenkin.runner.host.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Looks for programs as a shell does.
public final class Programs {
    /// Not by the PATH, which a step may change.
    static final String BASH =
            find("bash", System.getenv().getOrDefault("PATH", ""))
                    .map(Path::toString)
                    .orElse("/bin/bash");

    /// The same, of what runs as another user.
    static final String SETPRIV =
            find("setpriv", System.getenv().getOrDefault("PATH", ""))
                    .map(Path::toString)
                    .orElse("/usr/bin/setpriv");

    private Programs() {}

    /// Whether the program can be started.
    ///
    /// @param program a name, or a path
    /// @param path folders as in `PATH`
    static boolean exist(String program, String path) {
        return find(program, path).isPresent();
    }

    /// The file of a program that can be started.
    ///
    /// @param program a name, or a path
    /// @param path folders as in `PATH`
    public static Optional<Path> find(String program, String path) {
        if (program.contains("/")) {
            return Optional.of(Path.of(program)).filter(Files::isExecutable);
        }
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }
}
