package dev.minijenkin.console.log.feed;

import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogPageBuilder;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.LogLines;
import dev.minijenkin.db.log.LogPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the log of one job on and on, and parses it. Of one that is long it tells at once how many
/// lines there are, and shows the last ones: a person who opens it does not wait for the rest.
public final class JobFeed implements LogFeed, LogLines.Sink {
    /// Chunks of one reading: the first is small, so that the screen has something at once.
    private static final int FIRST_CHUNKS = 4;

    private static final int MORE_CHUNKS = 64;

    private final LogSource log;
    private final JobLines source;
    private final LogPageBuilder builder = new LogPageBuilder();
    private boolean started;
    private int lines;
    private int claimStart;
    private List<LogBatch.GroupMark> groups = new ArrayList<>();
    private List<LogPage> pages = new ArrayList<>();

    // The last chunk that is known to lie ahead.
    private Optional<LogPlace> known = Optional.empty();

    public JobFeed(LogSource log, JobId job) {
        this.log = log;
        this.source = new JobLines(log.open(job));
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
        List<LogPlace> ahead = reading.whole() ? List.of() : ahead(reading);
        Optional<LogBatch.Peeked> end =
                known.isEmpty() && !ahead.isEmpty() ? peek(ahead.getLast()) : Optional.empty();
        if (reading.whole()) {
            // What is known by then is forgotten by whoever shows it.
            known = Optional.empty();
        } else if (!ahead.isEmpty()) {
            known = Optional.of(ahead.getLast());
        }
        return new LogBatch(
                List.copyOf(pages),
                source.unfinished(builder),
                List.copyOf(groups),
                firstLine,
                claimStart,
                reading.bytes(),
                ahead,
                end,
                reading.whole());
    }

    /// What is not known yet of what lies behind this.
    private List<LogPlace> ahead(JobLines.Reading reading) {
        return known.map(of -> log.behind(of.part().job(), of.part().claim(), of.seq()))
                .or(() -> reading.last().map(of -> log.behind(of.job(), of.claim(), of.seq())))
                .orElse(List.of());
    }

    /// By themselves the lines have no colour that began before them.
    @Override
    public Optional<LogBatch.Peeked> peek(LogPlace place) {
        return log.chunk(place)
                .map(chunk -> {
                    LogPageBuilder lone = new LogPageBuilder();
                    List<LogLine> lines = LogChunkCodec.decode(chunk.firstAt(), chunk.body());
                    for (LogLine line : lines.subList(place.continues() ? 1 : 0, lines.size())) {
                        lone.line(line.at().toEpochMilli(), line.bytes(), 0);
                    }
                    return new LogBatch.Peeked(place, lone.build());
                });
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
