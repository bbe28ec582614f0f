package dev.minijenkin.db.retention;

import dev.minijenkin.db.Tx;

/// One pass over the rows of a kind, from the oldest on: remembers how far it is, so that those
/// that stay although they are old are looked at once a pass. Used by one thread.
public interface ExpiredRows {
    /// Deletes the next few of those that are older than `settings` says. Passes over what somebody
    /// holds just now.
    ///
    /// @param tx transaction of its own: its rows and so its time are bounded
    Deleted deleteSome(Tx tx);
}
