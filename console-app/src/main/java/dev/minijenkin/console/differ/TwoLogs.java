package dev.minijenkin.console.differ;

import dev.minijenkin.console.differ.align.ComparedLog;
import dev.minijenkin.console.differ.align.LineAlignment;
import dev.minijenkin.console.differ.align.LineAlignment.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/// Two logs beside each other.
///
/// @param firstFailure first row that belongs to what failed; -1: none
/// @param different rows that differ
record TwoLogs(
        ComparedLog green,
        ComparedLog red,
        LineAlignment alignment,
        int firstFailure,
        int different) {
    /// Fewer lines that are the same are shown; of more, so many stay at each end.
    private static final int AROUND = 3;

    private static final Pattern FAILURE =
            Pattern.compile(
                    "\\b(error|errors|failed|failure|fatal|exception|panic|expected|traceback)\\b|✗",
                    Pattern.CASE_INSENSITIVE);

    /// Aligns them, and looks at every line that differs: to be called on a worker.
    ///
    /// @param unwanted whether nobody waits for it any more
    static TwoLogs of(ComparedLog green, ComparedLog red, BooleanSupplier unwanted) {
        LineAlignment alignment = LineAlignment.of(green, red);
        int different = 0;
        int failure = -1;
        for (int row = 0; row < alignment.size() && !unwanted.getAsBoolean(); row++) {
            if (alignment.kind(row) != Kind.SAME) {
                different++;
                // A line that only goes on with a failure comes behind one that speaks of it.
                if (failure < 0 && speaks(red, alignment.red(row))) {
                    failure = row;
                }
            }
        }
        return new TwoLogs(green, red, alignment, failure, different);
    }

    private static boolean speaks(ComparedLog red, int line) {
        return line >= 0 && FAILURE.matcher(red.line(line)).find();
    }

    /// The rows of the list.
    ///
    /// @param open first rows of folds that were opened
    /// @param only whether lines that are the same are left out but for their number
    List<DifferRow> rows(Set<Integer> open, boolean only) {
        List<DifferRow> rows = new ArrayList<>();
        int around = only ? 0 : AROUND;
        int row = 0;
        while (row < alignment.size()) {
            int end = row;
            while (end < alignment.size() && alignment.kind(end) == Kind.SAME) {
                end++;
            }
            if (end == row) {
                rows.add(new DifferRow.OfLine(row++));
                continue;
            }
            int from = row == 0 ? row : Math.min(end, row + around);
            int to = end == alignment.size() ? end : Math.max(from, end - around);
            if ((to - from <= 1 && !only) || open.contains(from)) {
                from = end;
                to = end;
            }
            for (; row < from; row++) {
                rows.add(new DifferRow.OfLine(row));
            }
            if (to > from) {
                rows.add(new DifferRow.OfSame(from, to - from));
            }
            for (row = to; row < end; row++) {
                rows.add(new DifferRow.OfLine(row));
            }
        }
        return rows;
    }

    boolean differs(DifferRow row) {
        return row instanceof DifferRow.OfLine(int first) && alignment.kind(first) != Kind.SAME;
    }

    /// Whether a row belongs to what failed: it differs, and the red side speaks of an error, or
    /// goes on with one.
    boolean failure(int row) {
        if (alignment.kind(row) == Kind.SAME || alignment.red(row) < 0) {
            return false;
        }
        return speaks(red, alignment.red(row))
                || (alignment.kind(row) == Kind.ONLY_RED && row > 0 && failure(row - 1, 8));
    }

    private boolean failure(int row, int depth) {
        return depth > 0
                && alignment.kind(row) != Kind.SAME
                && alignment.red(row) >= 0
                && (speaks(red, alignment.red(row))
                        || (alignment.kind(row) == Kind.ONLY_RED
                                && row > 0
                                && failure(row - 1, depth - 1)));
    }
}
