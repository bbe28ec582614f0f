package dev.minijenkin.console.log.document;

import java.util.List;

/// Some lines that follow each other, packed: a log of millions of lines is kept in a tenth of its
/// bytes, and opened a page at a time where it is looked at. What the whole of a log is asked for,
/// the levels of its lines, is at hand. Immutable.
public final class LogPage {
    /// A page without a line.
    public static final LogPage EMPTY =
            of(
                    new PageText(
                            new byte[0],
                            new int[1],
                            new long[0],
                            new int[0],
                            List.of(),
                            LineOrigins.ONE_JOB),
                    new byte[0]);

    private final byte[] levels;
    private final long firstTime;
    private final byte[] packed;
    private final List<SpanLook> looks;

    private LogPage(byte[] levels, long firstTime, byte[] packed, List<SpanLook> looks) {
        this.levels = levels;
        this.firstTime = firstTime;
        this.packed = packed;
        this.looks = looks;
    }

    /// Packs lines.
    ///
    /// @param levels codes of [LineLevel], a line each; not changed any more
    static LogPage of(PageText lines, byte[] levels) {
        return new LogPage(
                levels,
                levels.length == 0 ? Long.MIN_VALUE : lines.time(0),
                PagePacking.pack(lines),
                List.copyOf(lines.looks()));
    }

    public int size() {
        return levels.length;
    }

    /// When its first line was written, in milliseconds since the epoch; the least there is where
    /// it has none.
    long firstTime() {
        return firstTime;
    }

    public LineLevel level(int line) {
        return LineLevel.ofCode(levels[line]);
    }

    /// Whether a line reports an error or a warning.
    public boolean isMarked(int line) {
        return levels[line] != 0;
    }

    /// The lines. Each time anew: whoever needs several of them keeps what this returns.
    public PageText open() {
        return PagePacking.open(packed, levels.length, looks);
    }

    /// What it takes of memory.
    int bytes() {
        return packed.length + levels.length;
    }
}
