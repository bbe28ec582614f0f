package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.host.StopTimeouts;
import java.util.ArrayList;
import java.util.List;

/// What the processes of a job are started and ended with.
///
/// @param gate words before each command
record Launcher(
        ProcessStarter starter, List<String> gate, OutputPipes pipes, StopTimeouts timeouts) {
    /// The same with such words before each command.
    Launcher with(List<String> words) {
        return new Launcher(starter, words, pipes, timeouts);
    }

    List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>(gate);
        wrapped.addAll(command);
        return wrapped;
    }
}
