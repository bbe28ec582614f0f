package dev.minijenkin.console.log.document;

import dev.minijenkin.console.log.ansi.TextStyle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The lines of a page, opened: in a few arrays instead of objects. Immutable.
///
/// @param text the lines' bytes without terminal sequences, one after the other
/// @param starts where each line begins in `text`; one more entry for the end
/// @param times milliseconds since the epoch, a line each
/// @param runs styled stretches in order: start, end, index of the look
/// @param looks the styles and links of the page, each once
/// @param origins the jobs that the lines are of
@SuppressWarnings("ArrayRecordComponent")
public // Confined to this package; nobody compares or changes them.
record PageText(
        byte[] text,
        int[] starts,
        long[] times,
        int[] runs,
        List<SpanLook> looks,
        LineOrigins origins) {
    private static final int RUN = 3;

    public int size() {
        return times.length;
    }

    long time(int line) {
        return times[line];
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
            SpanLook look = looks.get(runs[run + 2]);
            spans.add(new StyledText(decode(from, to), look.style(), look.link()));
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
