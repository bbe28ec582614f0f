package dev.minijenkin.runner.host.container;

import dev.minijenkin.runner.workspace.JobFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How variables reach a container without a value on a command line, which every user of the host
/// can read: by their names, as variables of the program itself. What would change the program is
/// written into a file instead that no container sees: one could put a link into its place.
///
/// @param options of the program
/// @param environment what it needs besides its own
public record EngineVariables(List<String> options, Map<String, String> environment) {
    private static final Set<String> OF_PROGRAM =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "GODEBUG", "GOTRACEBACK", "IFS");
    private static final List<String> BEGINNINGS =
            List.of(
                    "LD_",
                    "DOCKER_",
                    "BUILDKIT_",
                    "CONTAINER_",
                    "CONTAINERS_",
                    "_CONTAINERS_",
                    "STORAGE_",
                    "REGISTRY_",
                    "XDG_",
                    "SSL_CERT_",
                    "NOTIFY_",
                    "LISTEN_",
                    "BASH_");

    public EngineVariables {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /// The way of some variables.
    ///
    /// @param file for those that would change the program; made where there are any
    /// @throws IOException if one cannot be handed over
    public static EngineVariables of(Map<String, String> variables, Path file) throws IOException {
        List<String> options = new ArrayList<>();
        Map<String, String> environment = new HashMap<>();
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
            if (!isOfProgram(variable.getKey())) {
                options.add("--env");
                options.add(variable.getKey());
                environment.put(variable.getKey(), variable.getValue());
            } else if (variable.getValue().indexOf('\n') < 0) {
                lines.append(variable.getKey())
                        .append('=')
                        .append(variable.getValue())
                        .append('\n');
            } else {
                throw new IOException(
                        "the variable "
                                + variable.getKey()
                                + " has several lines, with which it cannot reach a container");
            }
        }
        if (!lines.isEmpty()) {
            JobFiles.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
            options.add("--env-file");
            options.add(file.toString());
        } else {
            Files.deleteIfExists(file);
        }
        return new EngineVariables(options, environment);
    }

    private static boolean isOfProgram(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return OF_PROGRAM.contains(upper)
                || upper.endsWith("_PROXY")
                || BEGINNINGS.stream().anyMatch(upper::startsWith);
    }
}
