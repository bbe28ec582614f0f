package dev.minijenkin.cli;

import dev.minijenkin.cli.part.CommandFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the launch script left around this process.
final class LaunchEnvironment {
    private static final List<String> THROUGH_FILES =
            List.of("MINI_JENKIN_DB_PASSWORD", "MINI_JENKIN_RUNNER_KEY", "MINI_JENKIN_SERVER_KEY");
    private static final String NUMBER = "_FD";
    private static final Set<String> OF_FILES = Set.of("runner", "server", "up");

    private LaunchEnvironment() {}

    /// The variables, with the password and the private keys that came through open files, which
    /// are read to their ends: they stand in no environment that a job could read.
    static Map<String, String> of(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        for (String name : THROUGH_FILES) {
            String number = all.remove(name + NUMBER);
            if (number != null && !all.containsKey(name)) {
                all.put(name, read(name, number));
            }
        }
        return all;
    }

    private static String read(String name, String number) {
        try {
            return Files.readString(Path.of("/dev/fd/" + number)).stripTrailing();
        } catch (IOException e) {
            throw new CommandFailureException(
                    "%s cannot be read from file %s.".formatted(name, number), e);
        }
    }

    /// Why a command must not run: where the JVM takes names in another encoding than UTF-8, files
    /// and variables that are not plain English would be lost.
    static Optional<String> objection(String encoding, String... arguments) {
        return arguments.length == 0
                        || !OF_FILES.contains(arguments[0])
                        || encoding.equalsIgnoreCase("UTF-8")
                ? Optional.empty()
                : Optional.of(
                        "The locale of this process is not UTF-8 but %s, so that names which are not plain English would be lost: start it by 'mini-jenkin', or with LC_ALL=C.UTF-8"
                                .formatted(encoding));
    }
}
