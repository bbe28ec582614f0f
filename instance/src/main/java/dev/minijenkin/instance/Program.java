package dev.minijenkin.instance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How `mini-jenkin` is started as a process of its own.
///
/// @param words what stands before the arguments
public record Program(List<String> words) {
    private static final String LAUNCHER = "mini-jenkin.launcher";

    public Program {
        words = List.copyOf(words);
    }

    /// A main class on the classes of this process.
    public static Program of(Class<?> main) {
        return new Program(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
    }

    /// The launch script that started this process.
    public static Program launchScript() {
        return Optional.ofNullable(System.getProperty(LAUNCHER))
                .map(script -> new Program(List.of(script)))
                .orElseThrow(() ->
                        new InstanceException(
                                "The launch script is not known: start this by 'mini-jenkin'"));
    }

    ProcessBuilder with(List<String> arguments) {
        List<String> command = new ArrayList<>(words);
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }
}
