package dev.minijenkin.db.lock;

import dev.minijenkin.db.Tx;

/// An advisory lock of one transaction, for work that one process at a time does for all: whoever
/// does not get it leaves the work to the one that has it.
public final class TryLock {
    private TryLock() {}

    /// Tries once; what is taken is held until the transaction ends.
    ///
    /// @param name of the work, the same in each process
    /// @return whether this transaction holds it
    public static boolean take(Tx tx, String name) {
        return Boolean.TRUE.equals(
                tx.sql()
                        .fetchSingle(
                                "select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as locked",
                                "mini-jenkin:" + name)
                        .get("locked", Boolean.class));
    }
}
