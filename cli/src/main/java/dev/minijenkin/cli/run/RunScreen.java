package dev.minijenkin.cli.run;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.Terminal;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where a run of a working tree is shown: line by line, and on a terminal with colours and a line
/// of progress below them. Used by one thread.
final class RunScreen {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream lines;
    private final PrintStream raw;
    private final boolean terminal;
    private final boolean colours;
    private boolean progressShown;

    /// @param lines for text of others, which cannot move the terminal
    /// @param raw the same place, for what may
    private RunScreen(PrintStream lines, PrintStream raw, boolean terminal) {
        this.lines = lines;
        this.raw = raw;
        this.terminal = terminal;
        this.colours = terminal && System.getenv("NO_COLOR") == null;
    }

    /// On standard output.
    static RunScreen onOutput() {
        return new RunScreen(System.out, Terminal.raw(), Terminal.isOutput());
    }

    /// Beside standard output, which something else goes to.
    static RunScreen onError() {
        return new RunScreen(System.err, Terminal.rawError(), Terminal.isError());
    }

    boolean isTerminal() {
        return terminal;
    }

    /// A line of a job as it came, but for what marks it.
    ///
    /// @param before in its own colour
    void line(String before, Style style, byte[] bytes, int from) {
        clear();
        byte[] head = (before + (colours ? style.on : "")).getBytes(StandardCharsets.UTF_8);
        lines.write(head, 0, head.length);
        lines.write(bytes, from, bytes.length - from);
        byte[] end = (colours ? style.off() + "\n" : "\n").getBytes(StandardCharsets.UTF_8);
        lines.write(end, 0, end.length);
    }

    void line(String text) {
        line(text, Style.PLAIN, new byte[0], 0);
    }

    /// A text in a style, for a part of a line.
    String styled(Style style, String text) {
        return colours ? style.on + text + style.off() : text;
    }

    /// Shows how far it is, until the next line comes.
    void progress(String text) {
        if (terminal) {
            lines.flush();
            raw.print(CLEAR + styled(Style.DIM, text));
            raw.flush();
            progressShown = true;
        }
    }

    /// Takes the line of progress away.
    void clear() {
        if (progressShown) {
            raw.print(CLEAR);
            raw.flush();
            progressShown = false;
        }
    }

    void flush() {
        lines.flush();
        if (lines.checkError()) {
            throw new CommandFailureException("Nobody takes the output any more.");
        }
    }

    /// How a text looks.
    enum Style {
        PLAIN(""),
        BOLD("\u001b[1m"),
        DIM("\u001b[2m"),
        RED("\u001b[31m"),
        GREEN("\u001b[32m"),
        YELLOW("\u001b[33m"),
        BLUE("\u001b[34m"),
        MAGENTA("\u001b[35m"),
        CYAN("\u001b[36m");

        private static final String OFF = "\u001b[0m";
        private final String on;

        Style(String on) {
            this.on = on;
        }

        private String off() {
            return on.isEmpty() ? "" : OFF;
        }
    }
}
