package dev.minijenkin.console.differ;

import dev.minijenkin.console.differ.align.ComparedLog;
import dev.minijenkin.console.differ.align.LineAlignment;
import dev.minijenkin.console.differ.align.LineAlignment.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Two logs beside each other.
record TwoLogs(ComparedLog green, ComparedLog red, LineAlignment alignment) {
    /// Fewer lines that are the same are shown; of more, so many stay at each end.
    private static final int AROUND = 3;

    private static final Pattern FAILURE =
            Pattern.compile(
                    "\\b(error|errors|failed|failure|fatal|exception|panic|expected|traceback)\\b|✗",
                    Pattern.CASE_INSENSITIVE);

    static TwoLogs of(ComparedLog green, ComparedLog red) {
        return new TwoLogs(green, red, LineAlignment.of(green, red));
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
        return FAILURE.matcher(red.line(alignment.red(row))).find()
                || (alignment.kind(row) == Kind.ONLY_RED && row > 0 && failure(row - 1, 8));
    }

    private boolean failure(int row, int depth) {
        return depth > 0
                && alignment.kind(row) != Kind.SAME
                && alignment.red(row) >= 0
                && (FAILURE.matcher(red.line(alignment.red(row))).find()
                        || (alignment.kind(row) == Kind.ONLY_RED
                                && row > 0
                                && failure(row - 1, depth - 1)));
    }

    long different() {
        long count = 0;
        for (int row = 0; row < alignment.size(); row++) {
            count += alignment.kind(row) == Kind.SAME ? 0 : 1;
        }
        return count;
    }
}
