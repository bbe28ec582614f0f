package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.lock.ChoreLock;
import dev.minijenkin.db.lock.LockLimit;
import dev.minijenkin.db.lock.TryLock;
import dev.minijenkin.db.poll.Separately;
import java.util.List;
import java.util.function.Consumer;

/// One look of a [Chore].
@FunctionalInterface
public interface ChoreWork {
    /// Does it once.
    ///
    /// @return false where some of it is left to be done, because it is much or somebody is in the
    ///   way: the next look comes soon
    boolean perform(Database database);

    /// In transactions of its own.
    static ChoreWork of(Consumer<Database> work) {
        return database -> {
            work.accept(database);
            return true;
        };
    }

    /// In one transaction: it locks the rows that it takes, or writes what is there already.
    static ChoreWork inTransaction(Consumer<Tx> work) {
        return of(database ->
                database.runInTransaction(tx -> {
                    LockLimit.set(tx, LockLimit.OF_CHORES);
                    work.accept(tx);
                }));
    }

    /// Left out while another process is at it: each step is a transaction of its own that tries
    /// this lock first. One that fails keeps no other.
    static ChoreWork underLock(ChoreLock lock, List<Consumer<Tx>> steps) {
        return database ->
                Separately.each(
                                steps,
                                step -> database.transaction(tx -> performed(tx, lock, step)))
                        == steps.size();
    }

    private static boolean performed(Tx tx, ChoreLock lock, Consumer<Tx> step) {
        if (!TryLock.take(tx, lock)) {
            return false;
        }
        LockLimit.set(tx, LockLimit.OF_CHORES);
        step.accept(tx);
        return true;
    }
}
