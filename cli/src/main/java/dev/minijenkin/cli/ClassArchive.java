package dev.minijenkin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// The archive of classes from which the launch script starts the next process of this command, and
/// which the JVM writes at the exit of the first. It is never written anew while its jars stay, so
/// that the first should be one that did something.
///
/// @param file that this process writes; empty where it is there already, or there is none
record ClassArchive(Optional<Path> file) {
    private static final String PROPERTY = "mini-jenkin.class-archive";

    static ClassArchive ofThisProcess() {
        return new ClassArchive(
                Optional.ofNullable(System.getProperty(PROPERTY))
                        .map(Path::of)
                        .filter(Files::notExists));
    }

    /// The process ends: where it has loaded few classes, the launch script is told to have the
    /// archive written anew.
    ///
    /// @param status of the exit
    void ends(int status, String... arguments) {
        boolean helpOnly =
                arguments.length == 0
                        || Arrays.stream(arguments)
                                .anyMatch(word -> word.matches("-[hV]|--help|--version"));
        if (status != 0 || helpOnly) {
            file.ifPresent(ClassArchive::mark);
        }
    }

    private static void mark(Path file) {
        try {
            Files.createFile(file.resolveSibling(file.getFileName() + ".poor"));
        } catch (IOException _) {
            // It starts a little slower, then.
        }
    }
}
