package dev.minijenkin.runner.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a host is to start.
///
/// @param directory in the workspace
/// @param environment the whole of it: nothing is inherited
/// @param standsFor a process somewhere else, to which signals go in the place of the command's own
public record HostCommand(
        List<String> command,
        Path directory,
        Map<String, String> environment,
        Optional<FarProcess> standsFor) {
    public HostCommand {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a process needs a command");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /// One that stands for itself.
    public HostCommand(List<String> command, Path directory, Map<String, String> environment) {
        this(command, directory, environment, Optional.empty());
    }
}
