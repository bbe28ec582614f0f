package dev.minijenkin.runner.lease;

import dev.minijenkin.runner.fault.RunnerException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Milliseconds since the host was started: the same for all of its processes, never set by
/// anybody, and counting also while the host sleeps, which [System#nanoTime] does not do on Linux.
/// Thread-safe.
public final class HostClock implements LongSupplier {
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final int LONGEST = 64;

    /// Kept open: a runner that has no file descriptor left can still tell the time. Not a channel,
    /// which an interrupt of whoever reads would close.
    private final @Nullable RandomAccessFile uptime;

    /// Of `/proc/uptime`, in steps of 10 ms; where there is none, that of this process.
    ///
    /// @throws RunnerException if it is there and cannot be read
    public HostClock() {
        try {
            uptime = Files.isReadable(UPTIME) ? new RandomAccessFile(UPTIME.toFile(), "r") : null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public long getAsLong() {
        RandomAccessFile file = uptime;
        return file == null ? System.nanoTime() / 1_000_000 : millis(file);
    }

    /// `12345.67 54321.00`: seconds, then what nobody needs here.
    private static long millis(RandomAccessFile file) {
        byte[] bytes = new byte[LONGEST];
        try {
            int length;
            synchronized (file) {
                file.seek(0);
                length = file.read(bytes);
            }
            String text = new String(bytes, 0, length, StandardCharsets.US_ASCII);
            return Math.round(Double.parseDouble(text.substring(0, text.indexOf(' '))) * 1000);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static RunnerException unreadable(IOException e) {
        return new RunnerException("The clock of the host cannot be read: " + e.getMessage(), e);
    }
}
