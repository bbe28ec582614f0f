package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.problem.Problem;
import java.util.List;

/// Prints problems as compilers do: the message, the source line, and a caret below the place.
public final class SourceExcerpt {
    private static final int WIDEST = 140;
    private static final String CUT = "…";

    private final String file;
    private final List<String> lines;

    private SourceExcerpt(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /// Of one file.
    ///
    /// @param file as problems name it
    public static SourceExcerpt of(String file, String text) {
        return new SourceExcerpt(file, text.lines().toList());
    }

    /// Lines of text without a line break at the end; of a problem of another file only the
    /// message.
    public String show(Problem problem) {
        StringBuilder shown = new StringBuilder("%s [%s]".formatted(problem, problem.rule().id()));
        if (problem.path().equals(file) && problem.line() <= lines.size()) {
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
