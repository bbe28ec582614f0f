package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.lock.TryLock;
import java.util.List;
import java.util.function.Consumer;

/// One look of a [Chore].
@FunctionalInterface
public interface ChoreWork {
    void perform(Database database);

    /// In one transaction: it locks the rows that it takes, or writes what is there already.
    static ChoreWork inTransaction(Consumer<Tx> work) {
        return database -> database.runInTransaction(work);
    }

    /// Left out while another process is at it: each step is a transaction of its own that tries
    /// this lock first.
    ///
    /// @param lock as [TryLock] knows it
    static ChoreWork underLock(String lock, List<Consumer<Tx>> steps) {
        return database ->
                steps.forEach(step ->
                        database.runInTransaction(tx -> {
                            if (TryLock.take(tx, lock)) {
                                step.accept(tx);
                            }
                        }));
    }
}
