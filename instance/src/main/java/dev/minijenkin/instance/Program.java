package dev.minijenkin.instance;

import dev.minijenkin.db.DatabaseConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How `mini-jenkin` is started as a process of its own.
///
/// @param words what stands before the arguments
public record Program(List<String> words) {
    private static final String LAUNCHER = "mini-jenkin.launcher";
    private static final String UTF_8 = "UTF-8";

    public Program {
        words = List.copyOf(words);
    }

    /// A main class on the classes of this process.
    public static Program of(Class<?> main) {
        return new Program(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms24m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        // As the launch script does.
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
    }

    /// The launch script that started this process.
    public static Program launchScript() {
        return knownScript()
                .orElseThrow(() ->
                        new InstanceException(
                                "The launch script is not known: start this by 'mini-jenkin'"));
    }

    /// The same; another program where none did.
    static Program launchScriptOr(Program other) {
        return knownScript().orElse(other);
    }

    private static Optional<Program> knownScript() {
        return Optional.ofNullable(System.getProperty(LAUNCHER))
                .map(script -> new Program(List.of(script)));
    }

    /// On a database, as whoever the configuration says.
    ///
    /// @param home folder that its options and its instance are looked for in
    public ProcessBuilder on(DatabaseConfiguration database, Path home, List<String> arguments) {
        ProcessBuilder builder = with(arguments);
        Map<String, String> environment = builder.environment();
        environment.put("MINI_JENKIN_HOME", home.toString());
        environment.put("MINI_JENKIN_DB", database.url());
        environment.put("MINI_JENKIN_DB_USER", database.user());
        environment.put("MINI_JENKIN_DB_PASSWORD", database.password());
        return builder;
    }

    /// In a locale that knows every language, whatever that of this process is.
    ProcessBuilder with(List<String> arguments) {
        List<String> command = new ArrayList<>(words);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        // Of this process alone, which has read it.
        environment.remove("MINI_JENKIN_DB_PASSWORD_FD");
        if (!System.getProperty("sun.jnu.encoding", UTF_8).equalsIgnoreCase(UTF_8)) {
            environment.put("MINI_JENKIN_HOST_LC_ALL", environment.getOrDefault("LC_ALL", ""));
            environment.put("LC_ALL", "C.UTF-8");
        }
        return builder;
    }
}
