package dev.minijenkin.server.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.lock.ChoreLock;
import dev.minijenkin.db.lock.TryLock;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionChoreTest {
    private static final int OLD = 1_200;

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final Retention retention = new Retention();

    @BeforeEach
    void thereAreOldCommands() {
        test.rows()
                .execute(
                        """
                        insert into commands (kind, state, outcome, created_at, next_try_at, executed_at)
                        select 'cancel', 'done', 'Done', now() - interval '1 year', now() - interval '1 year', now() from generate_series(1, %d)
                        """
                                .formatted(OLD));
    }

    /// Who else writes has his turn in between.
    @Test
    void aLookIsOneTransactionWhereMuchIsOld() {
        assertThat(retention.perform(database)).as("it is done").isFalse();
        int after = test.rows().count("commands");
        assertThat(after).isBetween(1, OLD - 1);

        assertThat(retention.perform(database)).isFalse();
        assertThat(test.rows().count("commands")).isBetween(1, after - 1);
        assertThat(retention.perform(database)).isTrue();
        assertThat(test.rows().count("commands")).isZero();
    }

    @Test
    void whatAnotherProcessIsAtIsLeftToIt() {
        database.runInTransaction(tx -> {
            assertThat(TryLock.take(tx, ChoreLock.RETENTION)).isTrue();
            assertThat(retention.perform(database)).as("nothing is left to this one").isTrue();
        });

        assertThat(test.rows().count("commands")).isEqualTo(OLD);
    }
}
