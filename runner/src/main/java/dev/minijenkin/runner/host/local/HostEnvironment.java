package dev.minijenkin.runner.host.local;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What jobs inherit from the runner's own environment: all but its credentials, and but what ties
/// git to a repository (a runner may have been started by a hook).
final class HostEnvironment {
    private static final Set<String> OF_GIT =
            Set.of(
                    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                    "GIT_COMMON_DIR",
                    "GIT_CONFIG",
                    "GIT_CONFIG_COUNT",
                    "GIT_CONFIG_PARAMETERS",
                    "GIT_DIR",
                    "GIT_INDEX_FILE",
                    "GIT_OBJECT_DIRECTORY",
                    "GIT_PREFIX",
                    "GIT_QUARANTINE_PATH",
                    "GIT_WORK_TREE");

    private HostEnvironment() {}

    /// Leaves out what jobs must not see.
    static Map<String, String> withoutCredentials(Map<String, String> own) {
        Map<String, String> kept = new HashMap<>(own);
        kept.keySet().removeIf(HostEnvironment::isOfTheRunner);
        return kept;
    }

    private static boolean isOfTheRunner(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("MINI_JENKIN")
                || upper.startsWith("POSTGRES")
                || upper.startsWith("PG")
                // Of the job in which this runner itself was started, if it was.
                || upper.startsWith("GITHUB_")
                || upper.startsWith("RUNNER_")
                || OF_GIT.contains(upper);
    }
}
