package dev.minijenkin.server.housekeeping;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.lock.ChoreLock;
import dev.minijenkin.db.lock.LockLimit;
import dev.minijenkin.db.lock.TryLock;
import dev.minijenkin.db.retention.Deleted;
import dev.minijenkin.db.retention.ExpiredRows;
import dev.minijenkin.db.retention.RetentionPass;
import dev.minijenkin.engine.recovery.ChoreWork;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Deletes what is old: one small transaction a look, so that whoever writes has his turn between
/// them. Used by one thread.
final class Retention implements ChoreWork {
    /// What is left of this pass.
    private final Deque<ExpiredRows> pass = new ArrayDeque<>();

    @Override
    public boolean perform(Database database) {
        if (pass.isEmpty()) {
            pass.addAll(RetentionPass.start());
        }
        while (!pass.isEmpty()) {
            ExpiredRows next = pass.getFirst();
            Optional<Deleted> deleted = database.transaction(tx -> deleteSome(tx, next));
            if (deleted.isEmpty()) {
                // Another process is at it.
                pass.clear();
                return true;
            }
            if (deleted.get().more()) {
                return false;
            }
            pass.removeFirst();
        }
        return true;
    }

    private static Optional<Deleted> deleteSome(Tx tx, ExpiredRows rows) {
        if (!TryLock.take(tx, ChoreLock.RETENTION)) {
            return Optional.empty();
        }
        LockLimit.set(tx, LockLimit.OF_CHORES);
        return Optional.of(rows.deleteSome(tx));
    }
}
