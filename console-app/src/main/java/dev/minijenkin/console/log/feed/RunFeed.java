package dev.minijenkin.console.log.feed;

import dev.minijenkin.console.log.ansi.AnsiState;
import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogPageBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads the logs of all jobs of a run on and on, as one. Groups do not fold here: lines of other
/// jobs stand between theirs. A line that has not ended is not shown yet.
public final class RunFeed implements LogFeed {
    private static final int FIRST_LINES = 2_000;
    private static final int MORE_LINES = 100_000;

    private final RunLines lines;
    private final Supplier<List<RunLines.Followed>> followed;
    private final LogPageBuilder builder = new LogPageBuilder();
    private final List<AnsiState> terminals = new ArrayList<>();
    private List<LogPage> pages = new ArrayList<>();
    private boolean started;
    private int count;

    /// @param followed the jobs that have begun, each time in the same order; may be called on any
    ///   thread
    public RunFeed(LogSource source, Supplier<List<RunLines.Followed>> followed) {
        this.lines = new RunLines(source);
        this.followed = followed;
    }

    @Override
    public LogBatch next() {
        int firstLine = count;
        pages = new ArrayList<>();
        lines.follow(followed.get());
        JobLines.Reading reading = lines.next(started ? MORE_LINES : FIRST_LINES, this::add);
        started = true;
        if (builder.size() > 0) {
            pages.add(builder.build());
        }
        return new LogBatch(
                List.copyOf(pages),
                LogPage.EMPTY,
                List.of(),
                firstLine,
                0,
                reading.bytes(),
                List.of(),
                Optional.empty(),
                reading.whole());
    }

    private void add(RunLines.Line line) {
        while (terminals.size() <= line.job()) {
            terminals.add(new AnsiState());
        }
        Optional<GroupLine> group = GroupLine.of(line.bytes());
        if (group.isPresent() && !group.get().opens()) {
            return;
        }
        byte[] bytes =
                group.map(opens -> opens.title().getBytes(StandardCharsets.UTF_8))
                        .orElse(line.bytes());
        builder.of(line.job(), line.number(), terminals.get(line.job()));
        builder.line(line.time(), bytes, line.more());
        count++;
        if (builder.isFull()) {
            pages.add(builder.build());
        }
    }
}
