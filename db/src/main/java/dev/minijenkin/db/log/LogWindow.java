package dev.minijenkin.db.log;

import dev.minijenkin.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Some lines of what one claim wrote, whatever the size of the rest.
///
/// @param part whose lines they are
/// @param lines in their order, numbered without holes
/// @param total how many lines the claim has written so far; the last may be open
/// @param lastSeq of the last chunk that was there; -1: there was none
public record LogWindow(LogPart part, List<Line> lines, long total, int lastSeq) {
    private static final int CHUNKS_AT_ONCE = 16;

    /// So that lines without an end cost a bounded time.
    private static final int MOST_BYTES = 8 << 20;

    /// One line.
    ///
    /// @param number from 1, in the log of the claim
    /// @param step 0: set-up of the job
    /// @param bytes without the line feed; as many as asked for at most
    /// @param more how many bytes of it are not here
    public record Line(long number, int step, Instant at, byte[] bytes, long more) {}

    public LogWindow {
        lines = List.copyOf(lines);
    }

    /// From a line on.
    ///
    /// @param from from 1
    /// @param count lines at most
    /// @param longest bytes that are kept of a line
    public static LogWindow from(Tx tx, LogPart part, long from, int count, int longest) {
        return of(tx, part, end(tx, part), from, count, longest);
    }

    /// The last lines.
    public static LogWindow last(Tx tx, LogPart part, int count, int longest) {
        End end = end(tx, part);
        return of(tx, part, end, Math.max(1, end.total() - count + 1), count, longest);
    }

    private record End(long total, int seq) {}

    private static End end(Tx tx, LogPart part) {
        return Logs.lastChunk(tx, part)
                .map(chunk ->
                        new End(
                                chunk.firstLine()
                                        - (chunk.insideALine() ? 0 : 1)
                                        + chunk.lineCount(),
                                chunk.seq()))
                .orElse(new End(0, -1));
    }

    private static LogWindow of(Tx tx, LogPart part, End end, long from, int count, int longest) {
        List<Line> lines = new ArrayList<>();
        int seq = Logs.chunkBefore(tx, part, from) - 1;
        long bytes = 0;
        LogLines whole = new LogLines(longest);
        Numbering numbering = new Numbering(lines, from, count, longest);
        boolean first = true;
        while (lines.size() < count && bytes < MOST_BYTES) {
            List<LogChunk> chunks = Logs.read(tx, part, seq, CHUNKS_AT_ONCE);
            if (chunks.isEmpty()) {
                break;
            }
            for (LogChunk chunk : chunks) {
                if (first) {
                    numbering.next = chunk.firstLine();
                    first = false;
                }
                numbering.step = chunk.stepNumber();
                whole.take(chunk, numbering);
                bytes += chunk.rawBytes();
            }
            seq = chunks.getLast().seq();
        }
        whole.open().ifPresent(open -> numbering.line(open.at(), open.bytes(), open.more()));
        return new LogWindow(part, lines, Math.max(end.total(), numbering.next - 1), end.seq());
    }

    /// Counts lines, and keeps those that are asked for.
    private static final class Numbering implements LogLines.Sink {
        private final List<Line> lines;
        private final long from;
        private final int count;
        private final int longest;
        private long next;
        private int step;

        private Numbering(List<Line> lines, long from, int count, int longest) {
            this.lines = lines;
            this.from = from;
            this.count = count;
            this.longest = longest;
        }

        @Override
        public void line(Instant at, byte[] bytes, long more) {
            long number = next++;
            if (number >= from && lines.size() < count) {
                byte[] kept = bytes.length <= longest ? bytes : Arrays.copyOf(bytes, longest);
                lines.add(new Line(number, step, at, kept, more + bytes.length - kept.length));
            }
        }
    }
}
