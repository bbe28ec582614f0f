package dev.minijenkin.cli;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the lines of this process's own log look, which `logback.xml` reads from a variable.
final class LogFormat {
    private static final String VARIABLE = "MINI_JENKIN_LOG_FORMAT";
    private static final String USUAL = "plain";
    private static final Set<String> ALL = Set.of(USUAL, "json");

    private LogFormat() {}

    /// A sentence where there is no such format: the usual one is taken then, because no log at all
    /// would be worse. To be called before anything is logged.
    static Optional<String> objection(Map<String, String> environment) {
        String wanted = environment.getOrDefault(VARIABLE, USUAL);
        if (ALL.contains(wanted)) {
            return Optional.empty();
        }
        System.setProperty(VARIABLE, USUAL);
        return Optional.of(
                VARIABLE + " is plain or json, not '" + wanted + "': lines of the log are plain");
    }
}
