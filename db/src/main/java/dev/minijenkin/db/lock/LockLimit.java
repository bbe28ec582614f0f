package dev.minijenkin.db.lock;

import dev.minijenkin.db.Tx;
import java.time.Duration;

/// How long a transaction waits for what others have locked. A statement that waits longer is ended
/// by the database, which means "later" ([dev.minijenkin.db.DatabaseUnavailableException#heldUp]).
public final class LockLimit {
    /// Of work that comes again by itself; everything else waits as its pool does.
    public static final Duration OF_CHORES = Duration.ofSeconds(1);

    private LockLimit() {}

    /// For the rest of the transaction.
    public static void set(Tx tx, Duration limit) {
        tx.sql().execute("select set_config('lock_timeout', ?, true)", limit.toMillis() + "ms");
    }
}
