package dev.minijenkin.console.differ;

/// A row of the two logs.
sealed interface DifferRow {
    /// First row of the alignment that it stands for.
    int first();

    /// A line of one side or of both.
    record OfLine(int first) implements DifferRow {}

    /// Lines that say the same, folded.
    ///
    /// @param count of them
    record OfSame(int first, int count) implements DifferRow {}
}
