package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.host.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Keeps what a process printed.
public final class CollectedOutput implements OutputSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile boolean ended;

    @Override
    public synchronized void bytes(byte[] buffer, int length) {
        bytes.write(buffer, 0, length);
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
