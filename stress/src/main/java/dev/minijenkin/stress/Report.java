package dev.minijenkin.stress;

import java.io.PrintWriter;

/// What a run of a scenario tells, line by line.
public final class Report {
    private final PrintWriter out;

    public Report(PrintWriter out) {
        this.out = out;
    }

    /// Tells a line at once: whoever waits sees how far it is.
    void line(String text) {
        out.println(text);
        out.flush();
    }
}
