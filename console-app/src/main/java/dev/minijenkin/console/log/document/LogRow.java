package dev.minijenkin.console.log.document;

/// A row of the log view.
public sealed interface LogRow {
    /// The heading of a step or of a group within one.
    record Heading(LogFold fold) implements LogRow {}

    /// A line of the document.
    ///
    /// @param line index in the document, from 0
    record Line(int line) implements LogRow {}
}
