package dev.minijenkin.runner.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What to start.
///
/// @param environment the whole of it: nothing is inherited
/// @param trackingId in the environment as `RUNNER_TRACKING_ID`: finds what outlives its parent
public record ProcessRequest(
        List<String> command, Path directory, Map<String, String> environment, String trackingId) {
    /// Name of the variable by which processes of a job are known.
    public static final String TRACKING_VARIABLE = "RUNNER_TRACKING_ID";

    public ProcessRequest {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a process needs a command");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
