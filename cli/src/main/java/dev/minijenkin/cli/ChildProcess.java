package dev.minijenkin.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A Mini-Jenkin command as a process of its own, on this program's classes.
final class ChildProcess implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /// @param log takes what it prints
    static ChildProcess start(Path log, List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(arguments);
        try {
            return new ChildProcess(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A process for '" + String.join(" ", arguments) + "' does not start", e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for it to end by itself; its exit code.
    int awaitEnd(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience)) {
            throw new CommandFailureException("The process " + process.pid() + " does not end");
        }
        return process.exitValue();
    }

    /// SIGKILL: it gets no chance to say goodbye.
    void kill() throws InterruptedException {
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
