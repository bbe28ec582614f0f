package dev.minijenkin.console.log.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Some lines that follow each other, in a few arrays instead of objects: a million lines cost
/// little more than their bytes. Immutable once built.
///
/// @param text the lines' bytes without terminal sequences, one after the other
/// @param starts where each line begins in `text`; one more entry for the end
/// @param times milliseconds since the epoch, a line each
/// @param levels codes of [LineLevel], a line each
/// @param runs styled stretches in order: start, end, style
/// @param origins the jobs that the lines are of
@SuppressWarnings("ArrayRecordComponent")
public // Confined to this package; nobody compares or changes pages.
record LogPage(
        byte[] text, int[] starts, long[] times, byte[] levels, int[] runs, LineOrigins origins) {
    private static final int RUN = 3;

    public static final LogPage EMPTY =
            new LogPage(
                    new byte[0],
                    new int[1],
                    new long[0],
                    new byte[0],
                    new int[0],
                    LineOrigins.ONE_JOB);

    public int size() {
        return times.length;
    }

    long time(int line) {
        return times[line];
    }

    public LineLevel level(int line) {
        return LineLevel.ofCode(levels[line]);
    }

    /// Index of its job; 0 where all lines are of one.
    int job(int line) {
        return origins.areMixed() ? origins.jobs()[line] : 0;
    }

    public String line(int line) {
        return decode(starts[line], starts[line + 1]);
    }

    List<StyledText> spans(int line) {
        int at = starts[line];
        int end = starts[line + 1];
        List<StyledText> spans = new ArrayList<>();
        for (int run = firstRunAfter(at); run < runs.length && runs[run] < end; run += RUN) {
            int from = Math.max(at, runs[run]);
            int to = Math.min(end, runs[run + 1]);
            if (from > at) {
                spans.add(new StyledText(decode(at, from), TextStyle.PLAIN));
            }
            spans.add(new StyledText(decode(from, to), runs[run + 2]));
            at = to;
        }
        if (at < end) {
            spans.add(new StyledText(decode(at, end), TextStyle.PLAIN));
        }
        return spans;
    }

    /// Index of the first run that ends after an offset.
    private int firstRunAfter(int offset) {
        int low = 0;
        int high = runs.length / RUN;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runs[middle * RUN + 1] <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low * RUN;
    }

    private String decode(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }
}
