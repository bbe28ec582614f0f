package dev.minijenkin.console.log.feed;

import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogPageBuilder;
import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The lines of one job out of its chunks, in which a line may be cut. Used by one worker at a
/// time.
public final class JobLines {
    private static final int MAX_OPEN_LINE = 4 * LogPageBuilder.MAX_LINE_BYTES;

    private final IntFunction<List<LogChunk>> chunks;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long openMore;
    private long openTime;
    private boolean isOpen;
    private @Nullable ClaimId claim;

    /// Takes the lines.
    interface Sink {
        /// A whole line.
        ///
        /// @param more bytes of it that nobody kept
        void line(long time, byte[] bytes, long more);

        /// The lines that follow are of another runner's attempt.
        default void claimed() {}
    }

    /// What one reading brought.
    ///
    /// @param whole whether there was nothing left to read
    public record Reading(long bytes, boolean whole) {}

    /// Reads through a cursor.
    ///
    /// @param chunks the next chunks, at most as many as it is given
    JobLines(IntFunction<List<LogChunk>> chunks) {
        this.chunks = chunks;
    }

    Reading read(int limit, Sink sink) {
        List<LogChunk> read = chunks.apply(limit);
        long bytes = 0;
        for (LogChunk chunk : read) {
            bytes += chunk.rawBytes();
            take(chunk, sink);
        }
        return new Reading(bytes, read.size() < limit);
    }

    /// A last line that has not ended yet; a page of nothing where there is none.
    LogPage unfinished(LogPageBuilder builder) {
        return isOpen ? builder.unfinished(openTime, open.toByteArray(), openMore) : LogPage.EMPTY;
    }

    private void take(LogChunk chunk, Sink sink) {
        if (!chunk.claim().equals(claim)) {
            endOpenLine(sink);
            claim = chunk.claim();
            sink.claimed();
        }
        for (LogLine line : LogChunkCodec.decode(chunk.firstAt(), chunk.body())) {
            if (!isOpen && line.complete()) {
                sink.line(line.at().toEpochMilli(), line.bytes(), 0);
            } else {
                goOn(line, sink);
            }
        }
    }

    private void goOn(LogLine line, Sink sink) {
        if (!isOpen) {
            isOpen = true;
            openTime = line.at().toEpochMilli();
        }
        int taken = Math.min(line.bytes().length, MAX_OPEN_LINE - open.size());
        open.write(line.bytes(), 0, taken);
        openMore += line.bytes().length - taken;
        if (line.complete()) {
            endOpenLine(sink);
        }
    }

    /// Ends a line that its job left open for good.
    void endOpenLine(Sink sink) {
        if (isOpen) {
            isOpen = false;
            sink.line(openTime, open.toByteArray(), openMore);
            open.reset();
            openMore = 0;
        }
    }
}
