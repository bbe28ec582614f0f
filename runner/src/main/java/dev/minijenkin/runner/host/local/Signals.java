package dev.minijenkin.runner.host.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends signals that Java has no method for, by the shell's own `kill`.
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /// @param signal its name without SIG
    /// @param targets process ids; a negative one means the process group
    static void send(String signal, Collection<Long> targets) {
        if (targets.isEmpty()) {
            return;
        }
        List<String> command =
                new ArrayList<>(
                        List.of("sh", "-c", "kill -s \"$0\" -- \"$@\" 2>/dev/null", signal));
        targets.forEach(target -> command.add(Long.toString(target)));
        run(command, signal);
    }

    /// Kills all that a user runs.
    ///
    /// @param become words that start a command as that user
    static void killAllOf(List<String> become) {
        List<String> command = new ArrayList<>(become);
        command.addAll(List.of("/bin/sh", "-c", "kill -s KILL -- -1 2>/dev/null"));
        run(command, "KILL");
    }

    private static void run(List<String> command, String signal) {
        try {
            Process process = new ProcessBuilder(command).start();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.warn("Cannot send SIG{}: {}", signal, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
