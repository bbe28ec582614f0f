package dev.minijenkin.runner.host.container;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.FarProcess;
import dev.minijenkin.runner.workspace.JobFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process inside of a container, which leads a session of its own there: signals reach it and
/// all that it started.
///
/// @param numberFile into which it has written its number inside of the container
record ContainedProcess(ContainerEngine engine, String container, Path numberFile)
        implements FarProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ContainedProcess.class);
    private static final long MUST_BEGIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    @Override
    public void ask(String signal) throws InterruptedException {
        long deadline = System.nanoTime() + MUST_BEGIN_NANOS;
        Optional<String> number = number();
        // A signal to what has not begun yet would be lost.
        while (number.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
            number = number();
        }
        if (number.isPresent()) {
            send(signal, number.get());
        }
    }

    @Override
    public void kill() throws InterruptedException {
        Optional<String> number = number();
        if (number.isPresent()) {
            send("KILL", number.get());
        }
    }

    private void send(String signal, String number) throws InterruptedException {
        try {
            engine.ask(
                    "exec",
                    "--user",
                    "0",
                    container,
                    "/bin/sh",
                    "-c",
                    "kill -\"$0\" -\"$1\"",
                    signal,
                    number);
        } catch (RunnerException e) {
            LOG.warn("A process in the container {} gets no {}", container, signal, e);
        }
    }

    private Optional<String> number() {
        try {
            String text =
                    JobFiles.read(numberFile, 32)
                            .map(content -> new String(content.bytes(), StandardCharsets.UTF_8))
                            .orElse("")
                            .strip();
            return text.matches("[1-9]\\d{0,9}") ? Optional.of(text) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
