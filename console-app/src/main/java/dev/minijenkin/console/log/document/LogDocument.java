package dev.minijenkin.console.log.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// All lines of a log that have arrived, in pages. Lines are counted from 0 here, from 1 on the
/// screen. Confined to the FX thread; the pages themselves may be read by any.
public final class LogDocument {
    private final List<LogPage> pages = new ArrayList<>();
    private int[] firstLines = new int[64];
    private int size;

    public int size() {
        return size;
    }

    public void append(LogPage page) {
        if (pages.size() == firstLines.length) {
            firstLines = Arrays.copyOf(firstLines, firstLines.length * 2);
        }
        firstLines[pages.size()] = size;
        pages.add(page);
        size += page.size();
    }

    /// Takes the last page away again.
    void removeLast() {
        size -= pages.removeLast().size();
    }

    void clear() {
        pages.clear();
        size = 0;
    }

    public List<LogPage> pages() {
        return List.copyOf(pages);
    }

    public long time(int line) {
        int page = pageOf(line);
        return pages.get(page).time(line - firstLines[page]);
    }

    public LineLevel level(int line) {
        int page = pageOf(line);
        return pages.get(page).level(line - firstLines[page]);
    }

    /// Index of the job that a line is of.
    public int job(int line) {
        int page = pageOf(line);
        return pages.get(page).job(line - firstLines[page]);
    }

    /// What a person calls the line, from 1: its number in the log of its job.
    public int number(int line) {
        int page = pageOf(line);
        LineOrigins origins = pages.get(page).origins();
        return origins.areMixed() ? origins.numbers()[line - firstLines[page]] : line + 1;
    }

    public String text(int line) {
        int page = pageOf(line);
        return pages.get(page).line(line - firstLines[page]);
    }

    public List<StyledText> spans(int line) {
        int page = pageOf(line);
        return pages.get(page).spans(line - firstLines[page]);
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
