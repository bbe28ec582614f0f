package dev.minijenkin.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.DatabaseConfiguration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A local instance that a person starts from the console: `mini-jenkin up --headless` as a process
/// of its own, which ends with the console. Thread-safe.
public final class LocalInstanceProcess implements AutoCloseable {
    private static final String READY = "Ready ";
    private static final Duration FINISH_JOBS = Duration.ofSeconds(10);
    private static final Duration CANCEL_JOBS = Duration.ofSeconds(20);

    private final Home home;
    // Guarded by this.
    private @Nullable Process process;

    public LocalInstanceProcess(Home home) {
        this.home = home;
    }

    /// Starts it unless it runs already, and waits until it is there.
    public synchronized DatabaseConfiguration start() {
        if (process == null || !process.isAlive()) {
            Process started = launch();
            process = started;
            awaitReady(started);
        }
        return InstanceAddress.read(home, "mini-jenkin console");
    }

    private Process launch() {
        ProcessBuilder builder =
                Program.launchScript().with(List.of("up", "--headless")).redirectErrorStream(true);
        builder.environment().put("MINI_JENKIN_HOME", home.folder().toString());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The local instance does not start", e);
        }
    }

    /// Reads on until it says that it is ready; what it says later goes to a file.
    private void awaitReady(Process started) {
        String last = "it said nothing";
        BufferedReader said =
                new BufferedReader(new InputStreamReader(started.getInputStream(), UTF_8));
        try {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith(READY)) {
                    keep(said);
                    return;
                }
                last = line;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The local instance does not start", e);
        }
        throw new InstanceException("The local instance does not start: " + last);
    }

    private void keep(BufferedReader said) {
        Path log = home.folder().resolve("up.log");
        Thread.ofVirtual()
                .name("local-instance-log")
                .start(() -> {
                    try (said;
                            var out = Files.newBufferedWriter(log)) {
                        said.transferTo(out);
                    } catch (IOException _) {
                        // The process has gone, and with it what it would have said.
                    }
                });
    }

    /// As Ctrl+C does: its runner first finishes its jobs, and cancels them where that takes long.
    @Override
    public synchronized void close() {
        if (process == null || !process.isAlive()) {
            return;
        }
        try {
            process.destroy();
            if (!process.waitFor(FINISH_JOBS)) {
                process.destroy();
                if (!process.waitFor(CANCEL_JOBS)) {
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
