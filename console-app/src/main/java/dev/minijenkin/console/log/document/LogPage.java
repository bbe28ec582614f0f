package dev.minijenkin.console.log.document;

import java.util.Arrays;
import java.util.List;

/// Some lines that follow each other, packed: a log of millions of lines is kept in a tenth of its
/// bytes, and opened a page at a time where it is looked at. What the whole of a log is asked for,
/// which of its lines report an error or a warning, is at hand. Immutable.
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

    private final int size;
    // Lines that report something, in order, and what.
    private final int[] marked;
    private final byte[] levels;
    private final int errors;
    private final long firstTime;
    private final byte[] packed;
    private final List<SpanLook> looks;

    private LogPage(PageText lines, int[] marked, byte[] levels) {
        this.size = lines.size();
        this.marked = marked;
        this.levels = levels;
        this.errors = count(levels, LineLevel.ERROR.code());
        this.firstTime = size == 0 ? Long.MIN_VALUE : lines.time(0);
        this.packed = PagePacking.pack(lines);
        this.looks = List.copyOf(lines.looks());
    }

    /// Packs lines.
    ///
    /// @param levels codes of [LineLevel], a line each
    public static LogPage of(PageText lines, byte[] levels) {
        int[] marked = new int[levels.length - count(levels, LineLevel.PLAIN.code())];
        byte[] codes = new byte[marked.length];
        int at = 0;
        for (int line = 0; line < levels.length; line++) {
            if (levels[line] != LineLevel.PLAIN.code()) {
                marked[at] = line;
                codes[at++] = levels[line];
            }
        }
        return new LogPage(lines, marked, codes);
    }

    private static int count(byte[] levels, byte code) {
        int count = 0;
        for (byte level : levels) {
            count += level == code ? 1 : 0;
        }
        return count;
    }

    public int size() {
        return size;
    }

    /// When its first line was written, in milliseconds since the epoch; the least there is where
    /// it has none.
    long firstTime() {
        return firstTime;
    }

    public LineLevel level(int line) {
        int at = Arrays.binarySearch(marked, line);
        return at < 0 ? LineLevel.PLAIN : LineLevel.ofCode(levels[at]);
    }

    /// How many lines report an error or a warning.
    public int marks() {
        return marked.length;
    }

    /// Which line that is.
    ///
    /// @param mark from 0, in the order of the lines
    public int markedLine(int mark) {
        return marked[mark];
    }

    /// What it reports.
    ///
    /// @param mark from 0, in the order of the lines
    public LineLevel markedLevel(int mark) {
        return LineLevel.ofCode(levels[mark]);
    }

    /// How many lines report an error.
    public int errors() {
        return errors;
    }

    /// The lines. Each time anew: whoever needs several of them keeps what this returns.
    public PageText open() {
        return PagePacking.open(packed, size, looks);
    }

    /// What it takes of memory.
    public int bytes() {
        return packed.length + 5 * marked.length;
    }
}
