package dev.minijenkin.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A Mini-Jenkin command as a process of its own.
public final class ChildProcess implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /// Starts it.
    ///
    /// @param log takes what it prints
    public static ChildProcess start(Path log, Program program, List<String> arguments) {
        return start(log, program, arguments, Map.of());
    }

    /// The same with more variables than this process has: a password that stood on a command line
    /// could be read by every user of the host.
    static ChildProcess start(
            Path log, Program program, List<String> arguments, Map<String, String> variables) {
        try {
            ProcessBuilder builder =
                    program.with(arguments)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(variables);
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A process for '" + String.join(" ", arguments) + "' does not start", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for it to end by itself; its exit code.
    public int awaitEnd(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience)) {
            throw new InstanceException("The process " + process.pid() + " does not end");
        }
        return process.exitValue();
    }

    /// SIGKILL: it gets no chance to say goodbye.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM, and SIGKILL where that is not enough.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
