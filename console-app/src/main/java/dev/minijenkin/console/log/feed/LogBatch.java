package dev.minijenkin.console.log.feed;

import dev.minijenkin.console.log.document.LogPage;
import java.util.List;

/// What one reading of a log brought.
///
/// @param unfinished a last line that has not ended yet; empty page where there is none
/// @param groups that begin or end in these pages
/// @param firstLine line of the document, from 0, at which the first page begins
/// @param claimStart line of the document at which the lines of the newest claim begin
/// @param whole whether there was nothing left to read
public record LogBatch(
        List<LogPage> pages,
        LogPage unfinished,
        List<GroupMark> groups,
        int firstLine,
        int claimStart,
        long bytes,
        boolean whole) {
    /// A line that opens or closes a group.
    ///
    /// @param title empty: the line closes one
    public record GroupMark(int line, String title, boolean opens) {}
}
