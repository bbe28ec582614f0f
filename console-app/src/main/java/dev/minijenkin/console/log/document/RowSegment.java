package dev.minijenkin.console.log.document;

import java.util.Optional;

/// Rows that follow each other: the lines from one to another, or one heading.
///
/// @param firstLine of the lines; of a heading: the first line below it
/// @param endLine the line after the last one
record RowSegment(int firstRow, int firstLine, int endLine, Optional<LogFold> fold) {
    boolean isLines() {
        return fold.isEmpty();
    }
}
