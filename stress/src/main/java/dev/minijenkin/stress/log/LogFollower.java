package dev.minijenkin.stress.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Reads what a process of `mini-jenkin logs` prints of a [StampedLog], and when.
final class LogFollower implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;

    private final Process process;
    private final Thread thread;
    private final CompletableFuture<Shown> shown = new CompletableFuture<>();
    // Of the reading thread.
    private final List<Stamp> stamps = new ArrayList<>();
    private long lines;
    private boolean inStamp;
    private boolean inTime;
    private long number;
    private long time;

    /// A stamped line.
    ///
    /// @param number of the line, from 0
    /// @param printed and shown in `System.nanoTime()`
    record Stamp(long number, long printed, long shown) {
        double lagMillis() {
            return (shown - printed) / 1e6;
        }
    }

    /// All that it printed.
    ///
    /// @param lines with those that say how the run ended
    /// @param first when the first bytes came
    /// @param last when it ended
    record Shown(List<Stamp> stamps, long lines, long first, long last) {}

    LogFollower(ProcessBuilder command) throws IOException {
        process = command.redirectErrorStream(true).start();
        process.getOutputStream().close();
        thread = Thread.ofPlatform().name("log-follower").start(this::read);
    }

    /// Waits for its end.
    Shown await() throws InterruptedException {
        thread.join();
        return shown.join();
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void read() {
        byte[] buffer = new byte[BUFFER];
        long first = 0;
        long last = 0;
        try (InputStream in = process.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                last = System.nanoTime();
                first = first == 0 ? last : first;
                take(buffer, count, last);
            }
            shown.complete(new Shown(stamps, lines, first, last));
        } catch (IOException e) {
            shown.completeExceptionally(e);
        }
    }

    private void take(byte[] buffer, int count, long now) {
        for (int i = 0; i < count; i++) {
            byte b = buffer[i];
            if (b == '\n') {
                lines++;
            } else if (b == StampedLog.STAMP) {
                inStamp = true;
                inTime = false;
                number = 0;
                time = 0;
            } else if (inStamp) {
                stamped(b, now);
            }
        }
    }

    private void stamped(byte b, long now) {
        if (b == ' ') {
            inTime = true;
        } else if (b == ';') {
            inStamp = false;
            stamps.add(new Stamp(number, time, now));
        } else if (inTime) {
            time = time * 10 + b - '0';
        } else {
            number = number * 10 + b - '0';
        }
    }
}
