package dev.minijenkin.runner.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a host is to start.
///
/// @param directory in the workspace
/// @param environment the whole of it: nothing is inherited
public record HostCommand(List<String> command, Path directory, Map<String, String> environment) {
    public HostCommand {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a process needs a command");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
