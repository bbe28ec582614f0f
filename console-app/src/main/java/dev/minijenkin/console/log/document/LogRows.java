package dev.minijenkin.console.log.document;

import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.log.LogPlace;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.collections.ObservableListBase;

/// What the list shows: the lines of a document with the headings of its folds, less what is
/// closed. Appending fires one change a batch; rows are made when they are asked for. FX thread
/// only.
public final class LogRows extends ObservableListBase<LogRow> {
    private final LogDocument document = new LogDocument();
    private final List<LogFold> folds = new ArrayList<>();
    private List<RowSegment> segments = new ArrayList<>();
    private int size;
    private boolean lastUnfinished;

    public LogDocument document() {
        return document;
    }

    public List<LogFold> folds() {
        return List.copyOf(folds);
    }

    public void append(LogPage page) {
        append(List.of(page), LogPage.EMPTY, List.of());
    }

    /// Appends lines, as one change.
    ///
    /// @param unfinished a last line that has not ended; it is replaced by the next call
    /// @param newFolds that begin in these lines
    public void append(List<LogPage> pages, LogPage unfinished, List<LogFold> newFolds) {
        append(pages, unfinished, newFolds, List.of());
    }

    /// Takes lines that were read, as one change. Those that were known to be there stay the rows
    /// that they are, but for headings that they bring.
    ///
    /// @param unfinished a last line that has not ended; it is replaced by the next call
    /// @param newFolds that begin in these lines
    /// @param ahead chunks that lie behind what is known so far
    public void append(
            List<LogPage> pages, LogPage unfinished, List<LogFold> newFolds, List<LogPlace> ahead) {
        int before = size;
        boolean known = document.hasAhead();
        boolean grows = dropUnfinished();
        int kept = known ? before : size;
        int readBefore = document.read();
        newFolds.forEach(this::place);
        pages.forEach(document::append);
        if (unfinished.size() > 0) {
            document.append(unfinished);
            lastUnfinished = true;
        }
        document.addAhead(ahead);
        layOut();
        beginChange();
        if (known && (size < before || !newFolds.isEmpty())) {
            int from = Math.clamp(rowOfLine(readBefore), 0, Math.min(size, before));
            nextReplace(from, size, new LazyRows(before - from));
            kept = size;
        } else if (grows && kept < before && size > kept) {
            // The same row with more in it: whoever has selected it keeps it.
            nextSet(kept, new LogRow.Line(kept));
            kept++;
        } else if (kept < before) {
            nextRemove(kept, new LazyRows(before - kept));
        }
        if (size > kept) {
            nextAdd(kept, size);
        }
        endChange();
    }

    /// Everything has been read: what was known to be there and did not come is there no more.
    public void endAhead() {
        boolean less = document.hasAhead();
        document.endAhead();
        if (less) {
            change(() -> {});
        }
    }

    /// Takes the line that has not ended away, without a word: what follows says what became of it.
    ///
    /// @return whether there was one
    private boolean dropUnfinished() {
        if (!lastUnfinished) {
            return false;
        }
        lastUnfinished = false;
        document.removeLast();
        layOut();
        return true;
    }

    @Override
    public void clear() {
        int before = size;
        lastUnfinished = false;
        document.clear();
        folds.clear();
        layOut();
        if (before > 0) {
            beginChange();
            nextReplace(0, 0, new LazyRows(before));
            endChange();
        }
    }

    /// A heading above a line; lines of an earlier fold of the same depth or deeper end there.
    public void add(LogFold fold) {
        place(fold);
        layOut();
        int at = rowOf(fold);
        if (at >= 0) {
            beginChange();
            nextAdd(at, at + 1);
            endChange();
        }
    }

    private void place(LogFold fold) {
        for (LogFold other : folds) {
            if (other.depth() >= fold.depth()
                    && other.firstLine() <= fold.firstLine()
                    && other.endLine() > fold.firstLine()) {
                other.endAt(fold.firstLine());
            }
        }
        folds.add(fold);
        folds.sort(Comparator.comparingInt(LogFold::firstLine).thenComparingInt(LogFold::depth));
    }

    public void changed(LogFold fold) {
        int at = rowOf(fold);
        if (at >= 0) {
            beginChange();
            nextUpdate(at);
            endChange();
        }
    }

    public void toggle(LogFold fold) {
        int before = size;
        fold.setClosed(!fold.closed());
        layOut();
        int at = rowOf(fold) + 1;
        beginChange();
        if (size > before) {
            nextAdd(at, at + size - before);
        } else if (size < before) {
            nextRemove(at, new LazyRows(before - size));
        }
        nextUpdate(at - 1);
        endChange();
    }

    /// Closes or opens all folds, as one change.
    public void toggleAll(boolean closed) {
        int before = size;
        folds.stream().filter(fold -> !fold.isEnd()).forEach(fold -> fold.setClosed(closed));
        layOut();
        beginChange();
        nextReplace(0, size, new LazyRows(before));
        endChange();
    }

    /// Puts headings in the place of lines, as one change.
    public void addAll(List<LogFold> more) {
        change(() -> more.forEach(this::place));
    }

    /// Takes headings away again, as one change.
    public void removeAll(List<LogFold> gone) {
        Set<LogFold> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(gone);
        change(() -> folds.removeIf(all::contains));
    }

    private void change(Runnable ofFolds) {
        int before = size;
        ofFolds.run();
        layOut();
        beginChange();
        nextReplace(0, size, new LazyRows(before));
        endChange();
    }

    /// Rows of lines that are asked for in order: each is found from where the one before was.
    public final class Walk {
        private int at;
        private int heading = -1;

        private Walk() {}

        /// Row of a line that is not before the last one, or of the closed heading that hides it;
        /// -1 where there is none.
        public int rowOf(int line) {
            while (at < segments.size()) {
                RowSegment segment = segments.get(at);
                if (segment.firstLine() > line || (segment.isLines() && line < segment.endLine())) {
                    break;
                }
                if (!segment.isLines()) {
                    heading = segment.firstRow();
                }
                at++;
            }
            if (at < segments.size()
                    && segments.get(at).isLines()
                    && line >= segments.get(at).firstLine()) {
                return segments.get(at).firstRow() + line - segments.get(at).firstLine();
            }
            return heading;
        }
    }

    /// From the first line on.
    public Walk walk() {
        return new Walk();
    }

    /// The line of a row; of a heading, the first below it.
    public int lineOf(int row) {
        return switch (get(row)) {
            case LogRow.Line(int line) -> line;
            case LogRow.Heading(LogFold fold) -> fold.firstLine();
        };
    }

    /// Row of a line, or of the closed heading that hides it.
    public int rowOfLine(int line) {
        for (RowSegment segment : segments) {
            if (segment.isLines() && line >= segment.firstLine() && line < segment.endLine()) {
                return segment.firstRow() + line - segment.firstLine();
            }
        }
        return segments.stream()
                .filter(segment -> !segment.isLines() && segment.firstLine() <= line)
                .reduce((first, second) -> second)
                .map(RowSegment::firstRow)
                .orElse(-1);
    }

    /// Closes the steps that went well: nobody looks for a failure there.
    public void closeGreen() {
        for (LogFold fold : folds()) {
            boolean green =
                    fold.shape()
                            .filter(shape ->
                                    shape == StateShape.SUCCESS || shape == StateShape.SKIPPED)
                            .isPresent();
            if (green && !fold.isEnd() && !fold.closed()) {
                toggle(fold);
            }
        }
    }

    /// Opens every closed fold around a line.
    public void reveal(int line) {
        for (LogFold fold : folds) {
            if (fold.closed() && fold.firstLine() <= line && line < fold.endLine()) {
                toggle(fold);
            }
        }
    }

    @Override
    public LogRow get(int row) {
        RowSegment segment = segments.get(segmentOf(row));
        return segment.isLines()
                ? new LogRow.Line(segment.firstLine() + row - segment.firstRow())
                : new LogRow.Heading(segment.fold().orElseThrow());
    }

    @Override
    public int size() {
        return size;
    }

    private int rowOf(LogFold fold) {
        for (RowSegment segment : segments) {
            if (segment.fold().filter(found -> found == fold).isPresent()) {
                return segment.firstRow();
            }
        }
        return -1;
    }

    private int segmentOf(int row) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).firstRow() <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private void layOut() {
        List<RowSegment> laid = new ArrayList<>();
        int line = 0;
        int row = 0;
        for (LogFold fold : folds) {
            if (fold.firstLine() < line || fold.firstLine() > document.size()) {
                continue;
            }
            if (fold.firstLine() > line) {
                laid.add(new RowSegment(row, line, fold.firstLine(), Optional.empty()));
                row += fold.firstLine() - line;
                line = fold.firstLine();
            }
            if (!fold.isEnd()) {
                laid.add(new RowSegment(row, line, line, Optional.of(fold)));
                row++;
            }
            line = Math.min(document.size(), line + fold.hiddenLines());
            if (fold.closed()) {
                line = Math.min(document.size(), fold.endLine());
            }
        }
        if (document.size() > line) {
            laid.add(new RowSegment(row, line, document.size(), Optional.empty()));
            row += document.size() - line;
        }
        segments = laid;
        size = row;
    }

    /// Rows that are gone: the list views ask how many there were, not which.
    private static final class LazyRows extends AbstractList<LogRow> {
        private final int count;

        private LazyRows(int count) {
            this.count = count;
        }

        @Override
        public LogRow get(int index) {
            return new LogRow.Line(index);
        }

        @Override
        public int size() {
            return count;
        }
    }
}
