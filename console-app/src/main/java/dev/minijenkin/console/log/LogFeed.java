package dev.minijenkin.console.log;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Reads the log of one job on and on, and parses it. Used by one worker at a time.
final class LogFeed {
    /// Chunks of one reading: the first is small, so that the screen has something at once.
    private static final int FIRST_CHUNKS = 4;

    private static final int MORE_CHUNKS = 256;
    private static final int MAX_OPEN_LINE = 4 * LogPageBuilder.MAX_LINE_BYTES;
    private static final String[] GROUP_STARTS = {"##[group]", "::group::"};
    private static final String[] GROUP_ENDS = {"##[endgroup]", "::endgroup::"};

    private final IntFunction<List<LogChunk>> chunks;
    private final LogPageBuilder builder = new LogPageBuilder();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long openMore;
    private long openTime;
    private boolean isOpen;
    private boolean started;
    private int lines;
    private int claimStart;
    private @Nullable ClaimId claim;
    private List<LogBatch.GroupMark> groups = new ArrayList<>();

    /// Reads through a cursor.
    ///
    /// @param chunks the next chunks, at most as many as it is given
    LogFeed(IntFunction<List<LogChunk>> chunks) {
        this.chunks = chunks;
    }

    LogBatch next() {
        int limit = started ? MORE_CHUNKS : FIRST_CHUNKS;
        List<LogChunk> read = chunks.apply(limit);
        started = true;
        int firstLine = lines;
        long bytes = 0;
        groups = new ArrayList<>();
        for (LogChunk chunk : read) {
            bytes += chunk.rawBytes();
            take(chunk);
        }
        LogPage page = builder.build();
        LogPage unfinished =
                isOpen ? builder.unfinished(openTime, open.toByteArray(), openMore) : LogPage.EMPTY;
        return new LogBatch(
                page.size() == 0 ? List.of() : List.of(page),
                unfinished,
                List.copyOf(groups),
                firstLine,
                claimStart,
                bytes,
                read.size() < limit);
    }

    private void take(LogChunk chunk) {
        if (!chunk.claim().equals(claim)) {
            endOpenLine();
            claim = chunk.claim();
            claimStart = lines;
        }
        for (LogLine line : LogChunkCodec.decode(chunk.firstAt(), chunk.body())) {
            if (!isOpen && line.complete()) {
                add(line.at().toEpochMilli(), line.bytes(), 0);
            } else {
                goOn(line);
            }
        }
    }

    private void goOn(LogLine line) {
        if (!isOpen) {
            isOpen = true;
            openTime = line.at().toEpochMilli();
        }
        int taken = Math.min(line.bytes().length, MAX_OPEN_LINE - open.size());
        open.write(line.bytes(), 0, taken);
        openMore += line.bytes().length - taken;
        if (line.complete()) {
            endOpenLine();
        }
    }

    private void endOpenLine() {
        if (isOpen) {
            isOpen = false;
            add(openTime, open.toByteArray(), openMore);
            open.reset();
            openMore = 0;
        }
    }

    private void add(long time, byte[] bytes, long more) {
        markGroup(bytes);
        builder.line(time, bytes, more);
        lines++;
    }

    private void markGroup(byte[] bytes) {
        if (bytes.length < GROUP_STARTS[0].length() || (bytes[0] != '#' && bytes[0] != ':')) {
            return;
        }
        String head =
                new String(bytes, 0, Math.min(bytes.length, 300), StandardCharsets.UTF_8)
                        .stripTrailing();
        for (String start : GROUP_STARTS) {
            if (head.startsWith(start)) {
                String title = head.substring(start.length());
                groups.add(new LogBatch.GroupMark(lines, title.isEmpty() ? "Group" : title, true));
            }
        }
        for (String end : GROUP_ENDS) {
            if (head.equals(end)) {
                groups.add(new LogBatch.GroupMark(lines, "", false));
            }
        }
    }
}
