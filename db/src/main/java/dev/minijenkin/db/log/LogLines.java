package dev.minijenkin.db.log;

import dev.minijenkin.db.ClaimId;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whole lines out of the chunks of one job, as [LogCursor] reads them: a chunk may end, and the
/// next one begin, in the middle of a line, of a character even. Bytes stay bytes.
///
/// What a claim leaves open ends where the next claim begins to write: nobody goes on with it. Used
/// by one thread at a time.
public final class LogLines {
    private final int longest;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long more;
    private @Nullable Instant openSince;
    private @Nullable ClaimId claim;

    /// Takes the lines.
    @FunctionalInterface
    public interface Sink {
        /// A whole line.
        ///
        /// @param at when it began to come
        /// @param bytes without the line feed
        /// @param more how many bytes of it were not kept
        void line(Instant at, byte[] bytes, long more);

        /// The lines that follow are of another claim.
        default void claimed() {}
    }

    /// A line that may go on; as for [Sink#line].
    public record OpenLine(Instant at, byte[] bytes, long more) {}

    /// Keeps every byte.
    public LogLines() {
        this(Integer.MAX_VALUE);
    }

    /// @param longest bytes that are kept of a line which is cut; of others all are
    public LogLines(int longest) {
        this.longest = longest;
    }

    /// Passes on the lines that end in a chunk.
    public void take(LogChunk chunk, Sink sink) {
        if (!chunk.claim().equals(claim)) {
            end(sink);
            claim = chunk.claim();
            sink.claimed();
        }
        for (LogLine line : LogChunkCodec.decode(chunk.firstAt(), chunk.body())) {
            if (openSince == null && line.complete()) {
                sink.line(line.at(), line.bytes(), 0);
            } else {
                goOn(line, sink);
            }
        }
    }

    /// The last line, where it has not ended.
    public Optional<OpenLine> open() {
        return Optional.ofNullable(openSince)
                .map(since -> new OpenLine(since, bytes.toByteArray(), more));
    }

    /// Ends a line that stays open for good.
    public void end(Sink sink) {
        Instant since = openSince;
        if (since != null) {
            openSince = null;
            sink.line(since, bytes.toByteArray(), more);
            bytes.reset();
            more = 0;
        }
    }

    private void goOn(LogLine line, Sink sink) {
        if (openSince == null) {
            openSince = line.at();
        }
        int taken = Math.min(line.bytes().length, longest - bytes.size());
        bytes.write(line.bytes(), 0, taken);
        more += line.bytes().length - taken;
        if (line.complete()) {
            end(sink);
        }
    }
}
