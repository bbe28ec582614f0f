package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.host.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Keeps what a process printed.
public final class CollectedOutput implements OutputSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile Duration pause = Duration.ZERO;
    private volatile boolean ended;

    /// Takes so long for what comes next, as a log does that waits for its database.
    void slow(Duration pause) {
        this.pause = pause;
    }

    @Override
    public void bytes(byte[] buffer, int length) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            bytes.write(buffer, 0, length);
        }
    }

    @Override
    public void end() {
        ended = true;
    }

    public boolean ended() {
        return ended;
    }

    public synchronized String text() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
