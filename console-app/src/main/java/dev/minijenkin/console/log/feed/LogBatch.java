package dev.minijenkin.console.log.feed;

import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.db.log.LogPlace;
import java.util.List;
import java.util.Optional;

/// What one reading of a log brought.
///
/// @param unfinished a last line that has not ended yet; empty page where there is none
/// @param groups that begin or end in these pages
/// @param firstLine line of the document, from 0, at which the first page begins
/// @param claimStart line of the document at which the lines of the newest claim begin
/// @param ahead chunks that lie behind those that are known so far, and were not read
/// @param peeked of these, what was read to have something to show at once
/// @param whole whether there was nothing left to read
public record LogBatch(
        List<LogPage> pages,
        LogPage unfinished,
        List<GroupMark> groups,
        int firstLine,
        int claimStart,
        long bytes,
        List<LogPlace> ahead,
        Optional<Peeked> peeked,
        boolean whole) {
    /// A chunk that was read out of the order.
    ///
    /// @param page lines that begin in it
    public record Peeked(LogPlace place, LogPage page) {}

    /// A line that opens or closes a group.
    ///
    /// @param title empty: the line closes one
    public record GroupMark(int line, String title, boolean opens) {}
}
