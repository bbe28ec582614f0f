package dev.minijenkin.runner.context;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The whole environment of a step's processes.
public final class StepEnvironment {
    private StepEnvironment() {}

    /// Later layers win: the host's, what workflow, job and step say, then what the runner says.
    ///
    /// @param path folders for the front of `PATH`
    public static Map<String, String> of(
            Map<String, String> host,
            Map<String, String> written,
            Map<String, String> defaults,
            List<String> path) {
        Map<String, String> environment = new HashMap<>(host);
        environment.putAll(written);
        environment.putIfAbsent("CI", "true");
        environment.put("GITHUB_ACTIONS", "true");
        environment.putAll(defaults);
        if (!path.isEmpty()) {
            List<String> folders = new ArrayList<>(path);
            folders.add(environment.getOrDefault("PATH", ""));
            environment.put("PATH", String.join(File.pathSeparator, folders));
        }
        // No process can be started with these, and no shell could read them.
        environment
                .entrySet()
                .removeIf(variable ->
                        !isName(variable.getKey()) || variable.getValue().indexOf('\0') >= 0);
        return environment;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf('\0') < 0;
    }
}
