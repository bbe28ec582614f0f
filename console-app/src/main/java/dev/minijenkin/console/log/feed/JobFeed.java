package dev.minijenkin.console.log.feed;

import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogPageBuilder;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogLines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Reads the log of one job on and on, and parses it.
public final class JobFeed implements LogFeed, LogLines.Sink {
    /// Chunks of one reading: the first is small, so that the screen has something at once.
    private static final int FIRST_CHUNKS = 4;

    private static final int MORE_CHUNKS = 64;

    private final JobLines source;
    private final LogPageBuilder builder = new LogPageBuilder();
    private boolean started;
    private int lines;
    private int claimStart;
    private List<LogBatch.GroupMark> groups = new ArrayList<>();
    private List<LogPage> pages = new ArrayList<>();

    /// Reads through a cursor.
    ///
    /// @param chunks the next chunks, at most as many as it is given
    public JobFeed(IntFunction<List<LogChunk>> chunks) {
        this.source = new JobLines(chunks);
    }

    @Override
    public LogBatch next() {
        int limit = started ? MORE_CHUNKS : FIRST_CHUNKS;
        started = true;
        int firstLine = lines;
        groups = new ArrayList<>();
        pages = new ArrayList<>();
        JobLines.Reading reading = source.read(limit, this);
        if (builder.size() > 0) {
            pages.add(builder.build());
        }
        return new LogBatch(
                List.copyOf(pages),
                source.unfinished(builder),
                List.copyOf(groups),
                firstLine,
                claimStart,
                reading.bytes(),
                reading.whole());
    }

    @Override
    public void line(Instant at, byte[] bytes, long more) {
        GroupLine.of(bytes)
                .ifPresent(group ->
                        groups.add(new LogBatch.GroupMark(lines, group.title(), group.opens())));
        builder.line(at.toEpochMilli(), bytes, more);
        lines++;
        if (builder.isFull()) {
            pages.add(builder.build());
        }
    }

    @Override
    public void claimed() {
        claimStart = lines;
    }
}
