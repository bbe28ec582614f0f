package dev.minijenkin.db.log;

/// Takes the lines of a chunk without a copy of each.
@FunctionalInterface
public interface LogPieces {
    /// A line, or a piece of one.
    ///
    /// @param at when it came, in milliseconds since 1970
    /// @param raw holds it from `from` on, without the line feed; of this call alone
    /// @param complete whether the line ends here; false only for the last one of the chunk
    void piece(long at, byte[] raw, int from, int length, boolean complete);
}
