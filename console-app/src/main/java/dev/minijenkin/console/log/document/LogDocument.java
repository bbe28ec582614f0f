package dev.minijenkin.console.log.document;

import dev.minijenkin.console.packed.LastUsed;
import dev.minijenkin.db.log.LogPlace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// All lines of a log that have arrived, in pages, of which those that are looked at are open, and
/// behind them those that are known to be there ([LogAhead]). Lines are counted from 0 here, from 1
/// on the screen. Confined to the FX thread; the pages themselves may be read by any.
public final class LogDocument {
    private final List<LogPage> pages = new ArrayList<>();
    private static final int OPEN = 24;

    private final LastUsed<LogPage, PageText> opened = new LastUsed<>(OPEN);
    private final LogAhead ahead = new LogAhead();
    private int[] firstLines = new int[64];
    private long[] firstTimes = new long[64];
    private int read;

    public int size() {
        return Math.max(read, ahead.end());
    }

    /// How many lines have been read, from the first on.
    public int read() {
        return read;
    }

    /// Whether there are lines behind those that have been read.
    public boolean hasAhead() {
        return ahead.end() > read;
    }

    /// Tells from now on what is looked at and has not been read.
    ///
    /// @param missing is told the chunk
    public void onMissing(Consumer<LogPlace> missing) {
        ahead.onMissing(missing);
    }

    /// Chunks that lie behind what is known so far.
    void addAhead(List<LogPlace> places) {
        ahead.add(read, places);
    }

    /// Everything has been read.
    public void endAhead() {
        ahead.clear();
    }

    /// Takes a chunk that was missing: its lines, as far as they begin in it.
    public void fetched(LogPlace place, LogPage page) {
        ahead.put(place, page);
    }

    public void append(LogPage page) {
        if (pages.size() == firstLines.length) {
            firstLines = Arrays.copyOf(firstLines, firstLines.length * 2);
            firstTimes = Arrays.copyOf(firstTimes, firstLines.length);
        }
        firstLines[pages.size()] = read;
        // One without a line counts as the one before it.
        firstTimes[pages.size()] =
                page.size() > 0 || pages.isEmpty()
                        ? page.firstTime()
                        : firstTimes[pages.size() - 1];
        pages.add(page);
        read += page.size();
    }

    /// Takes the last page away again.
    public void removeLast() {
        LogPage last = pages.removeLast();
        opened.remove(last);
        read -= last.size();
    }

    public void clear() {
        pages.clear();
        opened.clear();
        ahead.clear();
        read = 0;
    }

    /// What has been read.
    public List<LogPage> pages() {
        return List.copyOf(pages);
    }

    /// As far as it is known: of a line that has not been read, when its chunk began.
    public long time(int line) {
        return place(line)
                .map(at -> open(at.page()).time(at.line()))
                .orElseGet(() -> ahead.firstTime(line));
    }

    /// The last line that was written by then, counted from 0; the first where all came later. -1
    /// in a document without a line. Opens one page, however long the log is: lines come in the
    /// order of their times, but for a clock that was set.
    ///
    /// @param time milliseconds since the epoch
    public int lineAt(long time) {
        if (size() == 0) {
            return -1;
        }
        int far = hasAhead() ? ahead.lineAt(time) : -1;
        if (far >= read || pages.isEmpty()) {
            return lineAt(time, far, lastOfChunk(far));
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
        return Math.max(0, lineAt(time, first, first + pages.get(low).size() - 1));
    }

    private int lastOfChunk(int line) {
        return ahead.page(line).map(page -> line + Math.max(1, page.size()) - 1).orElse(line);
    }

    private int lineAt(long time, int from, int to) {
        int line = from;
        int last = to;
        while (line < last) {
            int middle = (line + last + 1) >>> 1;
            if (time(middle) <= time) {
                line = middle;
            } else {
                last = middle - 1;
            }
        }
        return line;
    }

    /// What a line reports; nothing as long as it is not there.
    public LineLevel level(int line) {
        return place(line).map(at -> at.page().level(at.line())).orElse(LineLevel.PLAIN);
    }

    /// Index of the job that a line is of.
    public int job(int line) {
        return place(line).map(at -> open(at.page()).job(at.line())).orElse(0);
    }

    /// What a person calls the line, from 1: its number in the log of its job.
    public int number(int line) {
        return place(line)
                .filter(at -> open(at.page()).origins().areMixed())
                .map(at -> open(at.page()).origins().numbers()[at.line()])
                .orElse(line + 1);
    }

    /// Empty as long as it is not there.
    public String text(int line) {
        return place(line).map(at -> open(at.page()).line(at.line())).orElse("");
    }

    /// None as long as it is not there.
    public List<StyledText> spans(int line) {
        return place(line).map(at -> open(at.page()).spans(at.line())).orElse(List.of());
    }

    private record LinePlace(LogPage page, int line) {}

    /// Where a line stands; empty as long as it is not there.
    private Optional<LinePlace> place(int line) {
        if (line >= read) {
            return ahead.page(line)
                    .map(page -> new LinePlace(page, line - ahead.firstLine(line)))
                    .filter(at -> at.line() < at.page().size());
        }
        int index = pageOf(line);
        return Optional.of(new LinePlace(pages.get(index), line - firstLines[index]));
    }

    private PageText open(LogPage page) {
        return opened.get(page, page::open);
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
