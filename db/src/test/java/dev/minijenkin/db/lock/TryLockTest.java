package dev.minijenkin.db.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TryLockTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @Test
    void oneTransactionAtATimeHoldsIt() {
        database.runInTransaction(tx -> {
            assertThat(TryLock.take(tx, ChoreLock.FIGURES)).isTrue();
            assertThat(taken(ChoreLock.FIGURES)).isFalse();
            assertThat(taken(ChoreLock.LOG_PARTITIONS)).as("another lock").isTrue();
        });

        assertThat(taken(ChoreLock.FIGURES)).as("after the transaction").isTrue();
    }

    @Test
    void eachHasItsRow() {
        for (ChoreLock lock : ChoreLock.values()) {
            assertThat(taken(lock)).as(lock.name()).isTrue();
        }
    }

    /// In a transaction of its own.
    private boolean taken(ChoreLock lock) {
        return database.transaction(tx -> TryLock.take(tx, lock));
    }
}
