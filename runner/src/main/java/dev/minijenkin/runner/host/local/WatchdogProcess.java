package dev.minijenkin.runner.host.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process of the [Watchdog], and the line to it. Nobody waits where it does not read: what it
/// is told goes through a queue. Two platform threads as long as it lives, for reading and writing
/// a pipe occupies the thread. Thread-safe.
final class WatchdogProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchdogProcess.class);

    /// Of heartbeats, more than a day.
    private static final int LINES = 100_000;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(LINES);
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Thread writer;
    private long checks;

    private WatchdogProcess(Process process) {
        this.process = process;
        writer = Thread.ofPlatform().daemon().name("watchdog-writer").start(this::write);
        Thread.ofPlatform().daemon().name("watchdog-reader").start(this::read);
    }

    static WatchdogProcess start(List<String> command) throws IOException {
        return new WatchdogProcess(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    long pid() {
        return process.pid();
    }

    /// Adds a line. Lost where nobody reads them any more: then it does not answer either.
    void tell(String line) {
        if (!lines.offer(line)) {
            LOG.debug("The watchdog does not read");
        }
    }

    /// Whether it has read all that it was told, and says so in time. Used by one thread at a time.
    boolean answers(Duration limit) {
        String check = Long.toString(++checks);
        tell("check " + check);
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (process.isAlive() && System.nanoTime() < deadline) {
                if (check.equals(answers.poll(50, TimeUnit.MILLISECONDS))) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /// Without giving it the time to end anything.
    void kill() {
        process.destroyForcibly();
        writer.interrupt();
    }

    /// The pipe ends, as it does when the runner is killed: it ends what is left, and then itself.
    @Override
    public void close() {
        try {
            writer.interrupt();
            writer.join(Duration.ofSeconds(1));
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        OutputStream out = process.getOutputStream();
        try {
            while (true) {
                out.write((lines.take() + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            LOG.debug("The watchdog is gone: {}", e.getMessage());
        } catch (InterruptedException e) {
            // It is closed.
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            LOG.debug("The watchdog is gone: {}", e.getMessage());
        }
    }
}
