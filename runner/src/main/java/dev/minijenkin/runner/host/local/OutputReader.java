package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.host.OutputSink;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one named pipe until nobody holds its other end, also when the step that opened it is long
/// over: what it left in the background must never block on a full pipe or die of a closed one.
///
/// A platform thread, not a virtual one: reading a file occupies the carrier, and a few quiet steps
/// would stop everything else in the runner.
final class OutputReader {
    private static final Logger LOG = LoggerFactory.getLogger(OutputReader.class);
    private static final int BUFFER = 64 * 1024;

    private final Path pipe;
    private final OutputSink sink;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long lastRead = System.nanoTime();

    private OutputReader(Path pipe, OutputSink sink) {
        this.pipe = pipe;
        this.sink = sink;
    }

    static OutputReader open(Path pipe, OutputSink sink) {
        OutputReader reader = new OutputReader(pipe, sink);
        Thread.ofPlatform().daemon().name(pipe.getFileName().toString()).start(reader::read);
        return reader;
    }

    /// Both ends are open: the name is not needed any more.
    void connected() {
        try {
            Files.deleteIfExists(pipe);
        } catch (IOException e) {
            LOG.warn("Cannot delete {}: {}", pipe, e.getMessage());
        }
    }

    /// Frees the reader if no process will ever open the other end: opens it for both directions,
    /// which never blocks.
    void abandon() {
        try (RandomAccessFile other = new RandomAccessFile(pipe.toFile(), "rw")) {
            if (!opened.await(1, TimeUnit.SECONDS)) {
                LOG.warn("{} stays open: {}", pipe, other.getFD());
            }
        } catch (IOException e) {
            LOG.warn("Cannot release {}: {}", pipe, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connected();
    }

    /// Waits for the end of the output. If something else still holds the pipe open, waits only
    /// until it has been quiet for a while, at most ten times as long.
    void drain(Duration quiet) throws InterruptedException {
        long from = System.nanoTime();
        while (!ended.await(quiet.toNanos() / 10 + 1, TimeUnit.NANOSECONDS)) {
            long now = System.nanoTime();
            boolean isQuiet = now - Math.max(from, lastRead) > quiet.toNanos();
            if (isQuiet || now - from > 10 * quiet.toNanos()) {
                return;
            }
        }
    }

    private void read() {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new FileInputStream(pipe.toFile())) {
            opened.countDown();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                lastRead = System.nanoTime();
                sink.bytes(buffer, length);
            }
        } catch (IOException e) {
            LOG.warn("Output of a step cannot be read any further: {}", e.getMessage());
        } finally {
            sink.end();
            ended.countDown();
        }
    }
}
