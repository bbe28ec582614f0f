package dev.minijenkin.db.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.TestDatabase;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ChoreLeaseTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @Test
    void oneProcessHoldsItUntilItGivesItUp() {
        assertThat(holds(ONE)).isTrue();
        assertThat(holds(OTHER)).isFalse();
        assertThat(holds(ONE)).as("it goes on").isTrue();

        giveUp(OTHER);
        assertThat(holds(OTHER)).as("what is another's nobody gives up").isFalse();
        giveUp(ONE);
        assertThat(holds(OTHER)).isTrue();
    }

    @Test
    void whatADeadProcessHeldIsTakenOver() {
        assertThat(holds(ONE)).isTrue();
        test.rows().execute("update chore_locks set held_until = now() where holder is not null");

        assertThat(holds(OTHER)).isTrue();
        assertThat(holds(ONE)).isFalse();
    }

    private boolean holds(UUID process) {
        return database.transaction(
                tx -> ChoreLease.hold(tx, ChoreLock.SCALE_HOOK, process, Duration.ofMinutes(1)));
    }

    private void giveUp(UUID process) {
        database.runInTransaction(tx -> ChoreLease.giveUp(tx, ChoreLock.SCALE_HOOK, process));
    }
}
