package dev.minijenkin.console.log.document;

import dev.minijenkin.console.packed.LastUsed;
import dev.minijenkin.db.log.LogPlace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The lines of a log behind those that have been read: how many there are and where they lie is
/// known, and those that a person looks at are fetched by themselves. They stand where they will
/// stand when everything before them has been read. Confined to the FX thread.
final class LogAhead {
    /// So many chunks are kept that were fetched.
    private static final int KEPT = 24;

    private final List<LogPlace> places = new ArrayList<>();
    private final LastUsed<Integer, LogPage> fetched = new LastUsed<>(KEPT);
    private int[] firstLines = new int[64];
    private int end;
    private Consumer<LogPlace> missing = place -> {};

    /// @param whenMissing is told which chunk is looked at and not there
    void onMissing(Consumer<LogPlace> whenMissing) {
        missing = whenMissing;
    }

    /// Chunks that follow those known so far.
    ///
    /// @param line of the document in which the first of them begins, where none was known
    void add(int line, List<LogPlace> more) {
        if (places.isEmpty() && !more.isEmpty()) {
            end = line;
        }
        for (LogPlace place : more) {
            if (places.size() == firstLines.length) {
                firstLines = Arrays.copyOf(firstLines, firstLines.length * 2);
            }
            firstLines[places.size()] = end;
            places.add(place);
            end += place.lines();
        }
    }

    void clear() {
        places.clear();
        fetched.clear();
        end = 0;
    }

    /// The line after the last one; 0 where nothing is ahead.
    int end() {
        return end;
    }

    /// Takes a chunk that was missing.
    void put(LogPlace place, LogPage page) {
        int index = places.indexOf(place);
        if (index >= 0) {
            fetched.put(index, page);
        }
    }

    /// The page that a line is on; empty until it has been fetched.
    Optional<LogPage> page(int line) {
        int index = indexOf(line);
        LogPage page = fetched.get(index);
        if (page == null) {
            missing.accept(places.get(index));
        }
        return Optional.ofNullable(page);
    }

    /// The line of the document that the page of a line begins with.
    int firstLine(int line) {
        return firstLines[indexOf(line)];
    }

    /// When the chunk of a line begins.
    long firstTime(int line) {
        return places.get(indexOf(line)).firstAt().toEpochMilli();
    }

    /// The first line of the last chunk that begins by then; -1 where all begin later.
    int lineAt(long time) {
        int low = 0;
        int high = places.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (places.get(middle).firstAt().toEpochMilli() <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? -1 : firstLines[low - 1];
    }

    private int indexOf(int line) {
        int found = Arrays.binarySearch(firstLines, 0, places.size(), line);
        int index = found >= 0 ? found : Math.max(0, -found - 2);
        // Chunks in which no line begins share their first line with the next one.
        while (index + 1 < places.size() && firstLines[index + 1] <= line) {
            index++;
        }
        return index;
    }
}
