package dev.minijenkin.console.log.document;

import dev.minijenkin.console.state.StateShape;
import java.util.Optional;

/// A stretch of lines under a heading that can be closed: a step, or a group within a step.
/// Confined to the FX thread.
public final class LogFold {
    /// Within steps and groups.
    private static final int REPEATED = 2;

    private final int depth;
    private final int firstLine;
    private final int hiddenLines;
    private int endLine = Integer.MAX_VALUE;
    private String title;
    private String note = "";
    private Optional<StateShape> shape = Optional.empty();
    private boolean closed;

    /// Opens a fold that reaches to the end for now.
    ///
    /// @param depth 0 for a step, 1 for a group
    /// @param firstLine first line below the heading, from 0
    public LogFold(int depth, int firstLine, String title) {
        this(depth, firstLine, 0, title);
    }

    /// Opens a fold whose heading stands for its first lines.
    public LogFold(int depth, int firstLine, int hiddenLines, String title) {
        this.depth = depth;
        this.firstLine = firstLine;
        this.hiddenLines = hiddenLines;
        this.title = title;
    }

    /// Lines in whose place a heading stands, until it is opened.
    ///
    /// @param endLine the line after the last one
    public static LogFold closed(int firstLine, int endLine, String title, String note) {
        LogFold fold = new LogFold(REPEATED, firstLine, title);
        fold.endLine = endLine;
        fold.note = note;
        fold.closed = true;
        return fold;
    }

    /// The line that ends a group: it is not shown, and what follows is outside.
    public static LogFold end(int line) {
        return new LogFold(1, line, 1, "");
    }

    public boolean isEnd() {
        return title.isEmpty();
    }

    public int depth() {
        return depth;
    }

    public int firstLine() {
        return firstLine;
    }

    /// The line after the last one; `Integer.MAX_VALUE` while it is open.
    int endLine() {
        return endLine;
    }

    public int hiddenLines() {
        return hiddenLines;
    }

    void endAt(int line) {
        endLine = line;
    }

    public String title() {
        return title;
    }

    /// Duration or number of lines, at the right of the heading.
    public String note() {
        return note;
    }

    public Optional<StateShape> shape() {
        return shape;
    }

    public void describe(String newTitle, String newNote, Optional<StateShape> newShape) {
        title = newTitle;
        note = newNote;
        shape = newShape;
    }

    public boolean closed() {
        return closed;
    }

    void setClosed(boolean closed) {
        this.closed = closed;
    }
}
