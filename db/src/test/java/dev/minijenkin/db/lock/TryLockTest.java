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
            assertThat(TryLock.take(tx, "figures")).isTrue();
            assertThat(taken("figures")).isFalse();
            assertThat(taken("partitions")).as("another lock").isTrue();
        });

        assertThat(taken("figures")).as("after the transaction").isTrue();
    }

    /// In a transaction of its own.
    private boolean taken(String name) {
        return database.transaction(tx -> TryLock.take(tx, name));
    }
}
