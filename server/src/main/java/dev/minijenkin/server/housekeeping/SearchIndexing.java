package dev.minijenkin.server.housekeeping;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.lock.ChoreLock;
import dev.minijenkin.db.lock.LockLimit;
import dev.minijenkin.db.lock.TryLock;
import dev.minijenkin.db.search.index.SearchIndex;
import dev.minijenkin.db.search.saved.SavedSearchMatching;
import dev.minijenkin.engine.recovery.ChoreWork;
import java.util.function.Predicate;

/// Asks the saved searches of the jobs that ended, and puts their logs into the search index: some
/// megabytes a transaction.
record SearchIndexing() implements ChoreWork {
    @Override
    public boolean perform(Database database) {
        boolean asked = step(database, SavedSearchMatching::ask);
        return step(database, SearchIndex::add) && asked;
    }

    /// @return whether it is done, by this process or by another
    private static boolean step(Database database, Predicate<Tx> step) {
        return database.transaction(tx -> {
            if (!TryLock.take(tx, ChoreLock.SEARCH_INDEX)) {
                return true;
            }
            LockLimit.set(tx, LockLimit.OF_CHORES);
            return step.test(tx);
        });
    }
}
