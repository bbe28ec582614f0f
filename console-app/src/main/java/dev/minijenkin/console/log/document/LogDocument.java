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
