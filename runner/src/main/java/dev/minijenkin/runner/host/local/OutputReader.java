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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
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
    private static final int LOOKS = 10;

    private final Path pipe;
    private final OutputSink sink;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable InputStream input;
    // In bytes; written by the thread that reads alone.
    private volatile long hasRead;
    private volatile long hasGiven;

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
    /// until the pipe is empty, its last bytes have been taken, and it has been quiet for a while;
    /// where it never is, ten times as long, and at least until all has been taken that was in the
    /// pipe before. What counts is how often this looked, not the clock: neither a pause of the
    /// whole process nor a busy machine nor a slow taker cuts off what the step printed.
    ///
    /// @param quiet how long
    /// @param givenUp whether nobody wants it any more
    void drain(Duration quiet, BooleanSupplier givenUp) throws InterruptedException {
        long owed = hasRead + Math.max(0, waiting());
        long before = -1;
        int quietLooks = 0;
        for (int looks = 0;
                !ended.await(quiet.toNanos() / LOOKS + 1, TimeUnit.NANOSECONDS)
                        && !givenUp.getAsBoolean();
                looks++) {
            long now = hasGiven;
            boolean isQuiet = now == before && now == hasRead && waiting() == 0;
            quietLooks = isQuiet ? quietLooks + 1 : 0;
            before = now;
            if (quietLooks >= LOOKS || (looks >= 10 * LOOKS && now >= owed)) {
                return;
            }
        }
    }

    /// Bytes in the pipe; less than 0 where it is not open for reading.
    private int waiting() {
        InputStream in = input;
        try {
            return in == null ? -1 : in.available();
        } catch (IOException e) {
            return -1;
        }
    }

    private void read() {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new FileInputStream(pipe.toFile())) {
            input = in;
            opened.countDown();
            long all = 0;
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                all += length;
                hasRead = all;
                sink.bytes(buffer, length);
                hasGiven = all;
            }
        } catch (IOException e) {
            LOG.warn("Output of a step cannot be read any further: {}", e.getMessage());
        } finally {
            sink.end();
            ended.countDown();
        }
    }
}
