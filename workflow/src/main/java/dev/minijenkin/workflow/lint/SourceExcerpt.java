package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.problem.Problem;
import java.util.List;

/// Prints problems as compilers do: the message, the source line, and a caret below the place.
public final class SourceExcerpt {
    private static final int WIDEST = 140;
    private static final String CUT = "…";

    private final List<String> lines;

    private SourceExcerpt(List<String> lines) {
        this.lines = lines;
    }

    public static SourceExcerpt of(String text) {
        return new SourceExcerpt(text.lines().toList());
    }

    /// Lines of text without a line break at the end.
    public String show(Problem problem) {
        StringBuilder shown = new StringBuilder(problem.toString());
        if (problem.line() <= lines.size()) {
            String number = Integer.toString(problem.line());
            shown.append("\n  ").append(number).append(" | ");
            place(lines.get(problem.line() - 1), problem.column(), number.length(), shown);
        }
        return shown.toString();
    }

    /// Of a very long line only what is near; tabs stay tabs, so that line and caret meet.
    private static void place(String line, int column, int indent, StringBuilder shown) {
        int[] codes = line.codePoints().toArray();
        int at = Math.clamp(column - 1L, 0, codes.length);
        int from = at < WIDEST ? 0 : at - WIDEST / 2;
        int to = Math.min(codes.length, from + WIDEST);
        StringBuilder pad = new StringBuilder();
        if (from > 0) {
            shown.append(CUT);
            pad.append(' ');
        }
        for (int i = from; i < to; i++) {
            int c = Character.isISOControl(codes[i]) && codes[i] != '\t' ? '\uFFFD' : codes[i];
            shown.appendCodePoint(c);
            if (i < at) {
                pad.append(c == '\t' ? '\t' : ' ');
            }
        }
        if (to < codes.length) {
            shown.append(CUT);
        }
        shown.append("\n  ").repeat(" ", indent).append(" | ").append(pad).append('^');
    }
}
