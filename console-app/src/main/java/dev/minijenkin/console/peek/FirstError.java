package dev.minijenkin.console.peek;

import java.util.List;

/// The first error of a job with the lines around it; without one, the last lines.
///
/// @param name of the job, with its run
/// @param step that failed; empty: none did
/// @param said what the job itself says about its end; may be empty
/// @param error index of the error in `lines`; -1: no line speaks of one
public record FirstError(String name, String step, String said, List<Line> lines, int error) {
    /// A line of the log.
    ///
    /// @param number from 1
    /// @param text without colours
    public record Line(long number, String text) {}

    public FirstError {
        lines = List.copyOf(lines);
    }
}
