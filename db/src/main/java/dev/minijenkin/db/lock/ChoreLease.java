package dev.minijenkin.db.lock;

import static dev.minijenkin.db.schema.Tables.CHORE_LOCKS;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.Tx;
import java.time.Duration;
import java.util.UUID;

/// A [ChoreLock] that is held from one transaction to the next, for work that waits for others: who
/// holds it says so again and again, and another process takes it over once that is over.
public final class ChoreLease {
    private static final String HOLD =
            """
            update chore_locks set holder = ?, held_until = now() + make_interval(secs => ?)
            where name = ? and (holder is null or holder = ? or held_until <= now())
            """;

    private ChoreLease() {}

    /// Takes it, or keeps it for longer.
    ///
    /// @param time from now on
    /// @return whether this process holds it
    public static boolean hold(Tx tx, ChoreLock lock, UUID process, Duration time) {
        return tx.sql()
                        .execute(
                                HOLD,
                                process,
                                time.toMillis() / 1000.0,
                                EnumWords.of(lock),
                                process)
                > 0;
    }

    /// Leaves it to another process, if this one holds it.
    public static void giveUp(Tx tx, ChoreLock lock, UUID process) {
        tx.sql()
                .update(CHORE_LOCKS)
                .setNull(CHORE_LOCKS.HOLDER)
                .setNull(CHORE_LOCKS.HELD_UNTIL)
                .where(CHORE_LOCKS.NAME.eq(EnumWords.of(lock)))
                .and(CHORE_LOCKS.HOLDER.eq(process))
                .execute();
    }
}
