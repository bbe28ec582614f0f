package dev.minijenkin.console.log.feed;

import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogPageBuilder;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogLines;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// The lines of one job, a reading at a time. Used by one worker at a time.
public final class JobLines {
    private static final int MAX_OPEN_LINE = 4 * LogPageBuilder.MAX_LINE_BYTES;

    private final IntFunction<List<LogChunk>> chunks;
    private final LogLines lines = new LogLines(MAX_OPEN_LINE);

    /// What one reading brought.
    ///
    /// @param whole whether there was nothing left to read
    /// @param last chunk that was read; empty where there was none
    public record Reading(long bytes, boolean whole, Optional<LogChunk> last) {}

    /// Reads through a cursor.
    ///
    /// @param chunks the next chunks, at most as many as it is given
    JobLines(IntFunction<List<LogChunk>> chunks) {
        this.chunks = chunks;
    }

    Reading read(int limit, LogLines.Sink sink) {
        List<LogChunk> read = chunks.apply(limit);
        long bytes = 0;
        for (LogChunk chunk : read) {
            bytes += chunk.rawBytes();
            lines.take(chunk, sink);
        }
        return new Reading(
                bytes,
                read.size() < limit,
                read.isEmpty() ? Optional.empty() : Optional.of(read.getLast()));
    }

    /// A last line that has not ended yet; a page of nothing where there is none.
    LogPage unfinished(LogPageBuilder builder) {
        return lines.open()
                .map(open ->
                        builder.unfinished(open.at().toEpochMilli(), open.bytes(), open.more()))
                .orElse(LogPage.EMPTY);
    }

    /// Ends a line that its job left open for good.
    void endOpenLine(LogLines.Sink sink) {
        lines.end(sink);
    }
}
