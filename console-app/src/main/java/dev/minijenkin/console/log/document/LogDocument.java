package dev.minijenkin.console.log.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All lines of a log that have arrived, in pages, of which those that are looked at are open.
/// Lines are counted from 0 here, from 1 on the screen. Confined to the FX thread; the pages
/// themselves may be read by any.
public final class LogDocument {
    private final List<LogPage> pages = new ArrayList<>();
    private static final int OPEN = 24;

    // The ones that were looked at last.
    private final Map<LogPage, PageText> opened = new LinkedHashMap<>(OPEN * 2, 0.75f, true);
    private int[] firstLines = new int[64];
    private long[] firstTimes = new long[64];
    private int size;

    public int size() {
        return size;
    }

    public void append(LogPage page) {
        if (pages.size() == firstLines.length) {
            firstLines = Arrays.copyOf(firstLines, firstLines.length * 2);
            firstTimes = Arrays.copyOf(firstTimes, firstLines.length);
        }
        firstLines[pages.size()] = size;
        // One without a line counts as the one before it.
        firstTimes[pages.size()] =
                page.size() > 0 || pages.isEmpty()
                        ? page.firstTime()
                        : firstTimes[pages.size() - 1];
        pages.add(page);
        size += page.size();
    }

    /// Takes the last page away again.
    void removeLast() {
        LogPage last = pages.removeLast();
        opened.remove(last);
        size -= last.size();
    }

    void clear() {
        pages.clear();
        opened.clear();
        size = 0;
    }

    public List<LogPage> pages() {
        return List.copyOf(pages);
    }

    public long time(int line) {
        int page = pageOf(line);
        return open(page).time(line - firstLines[page]);
    }

    /// The last line that was written by then, counted from 0; the first where all came later. -1
    /// in a document without a line. Opens one page, however long the log is: lines come in the
    /// order of their times, but for a clock that was set.
    ///
    /// @param time milliseconds since the epoch
    public int lineAt(long time) {
        if (size == 0) {
            return -1;
        }
        int low = 0;
        int high = pages.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firstTimes[middle] <= time) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        while (low > 0 && pages.get(low).size() == 0) {
            low--;
        }
        int first = firstLines[low];
        int line = first;
        int last = first + pages.get(low).size() - 1;
        while (line < last) {
            int middle = (line + last + 1) >>> 1;
            if (time(middle) <= time) {
                line = middle;
            } else {
                last = middle - 1;
            }
        }
        return Math.max(0, line);
    }

    public LineLevel level(int line) {
        int page = pageOf(line);
        return pages.get(page).level(line - firstLines[page]);
    }

    /// Index of the job that a line is of.
    public int job(int line) {
        int page = pageOf(line);
        return open(page).job(line - firstLines[page]);
    }

    /// What a person calls the line, from 1: its number in the log of its job.
    public int number(int line) {
        int page = pageOf(line);
        LineOrigins origins = open(page).origins();
        return origins.areMixed() ? origins.numbers()[line - firstLines[page]] : line + 1;
    }

    public String text(int line) {
        int page = pageOf(line);
        return open(page).line(line - firstLines[page]);
    }

    public List<StyledText> spans(int line) {
        int page = pageOf(line);
        return open(page).spans(line - firstLines[page]);
    }

    private PageText open(int index) {
        LogPage page = pages.get(index);
        PageText known = opened.get(page);
        if (known != null) {
            return known;
        }
        PageText text = page.open();
        opened.put(page, text);
        if (opened.size() > OPEN) {
            opened.remove(opened.keySet().iterator().next());
        }
        return text;
    }

    private int pageOf(int line) {
        int found = Arrays.binarySearch(firstLines, 0, pages.size(), line);
        int page = found >= 0 ? found : -found - 2;
        // Pages without lines share their first line with the next one: take the last of them.
        while (page + 1 < pages.size() && firstLines[page + 1] <= line) {
            page++;
        }
        return page;
    }
}
