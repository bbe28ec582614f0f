package dev.minijenkin.db.lock;

import static dev.minijenkin.db.schema.Tables.CHORE_LOCKS;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.Tx;

/// The lock of a [ChoreLock], for one transaction: whoever does not get it leaves the work to the
/// one that has it.
///
/// A row and not an advisory lock: those belong to everybody who may connect, and somebody who may
/// only read could keep all from working.
public final class TryLock {
    private TryLock() {}

    /// Tries once; what is taken is held until the transaction ends.
    ///
    /// @return whether this transaction holds it
    public static boolean take(Tx tx, ChoreLock lock) {
        return tx.sql()
                .select(inline(1))
                .from(CHORE_LOCKS)
                .where(CHORE_LOCKS.NAME.eq(EnumWords.of(lock)))
                .forNoKeyUpdate()
                .skipLocked()
                .fetchOptional()
                .isPresent();
    }
}
