package dev.minijenkin.engine.recovery;

import static dev.minijenkin.engine.recovery.Chore.every;
import static dev.minijenkin.engine.recovery.ChoreWork.underLock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.lock.ChoreLock;
import dev.minijenkin.db.lock.TryLock;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final BlockingQueue<String> done = new ArrayBlockingQueue<>(100);

    @Test
    void aChoreIsDoneAtOnceAndWheneverItsTopicIsHinted() throws InterruptedException {
        Chore commands = every(NEVER, "commands", _ -> done.add("commands")).wokenBy(Topic.COMMAND);
        try (Housekeeping housekeeping = keep(commands)) {
            assertThat(next()).isEqualTo("commands");
            housekeeping.hinted(Topic.COMMAND, Set.of(1L));
            assertThat(next()).isEqualTo("commands");
            housekeeping.connected();
            assertThat(next()).isEqualTo("commands");
        }
    }

    @Test
    void aHintOfAnotherTopicWakesNoChore() throws InterruptedException {
        Chore commands = every(NEVER, "commands", _ -> done.add("commands")).wokenBy(Topic.COMMAND);
        Chore runs = every(NEVER, "runs", _ -> done.add("runs")).wokenBy(Topic.RUN);
        try (Housekeeping housekeeping = keep(commands, runs)) {
            assertThat(List.of(next(), next())).containsExactlyInAnyOrder("commands", "runs");
            housekeeping.hinted(Topic.COMMAND, Set.of(1L));
            housekeeping.hinted(Topic.LOG, Set.of(1L));
            assertThat(next()).isEqualTo("commands");
        }
        assertThat(done).isEmpty();
    }

    @Test
    void aChoreThatFailsKeepsNoOther() throws InterruptedException {
        Chore failing =
                every(
                        Duration.ofMillis(1),
                        "failing",
                        _ -> {
                            done.add("failing");
                            throw new IllegalStateException("nobody thought of this");
                        });
        try (Housekeeping _ = keep(failing)) {
            assertThat(next()).isEqualTo("failing");
            assertThat(next()).isEqualTo("failing");
            try (Housekeeping _ = keep(every(NEVER, "other", _ -> done.add("other")))) {
                String later = next();
                while (later.equals("failing")) {
                    later = next();
                }
                assertThat(later).isEqualTo("other");
            }
        }
    }

    @Test
    void aChoreOfWhichSomeIsLeftGoesOnSoon() throws InterruptedException {
        Chore much =
                every(
                                NEVER,
                                "much",
                                _ -> {
                                    done.add("much");
                                    return false;
                                })
                        .goingOnAfter(Duration.ofMillis(1));
        try (Housekeeping _ = keep(much)) {
            assertThat(next()).isEqualTo("much");
            assertThat(next()).isEqualTo("much");
        }
    }

    @Test
    void workUnderALockIsLeftOutWhileAnotherProcessIsAtIt() {
        ChoreWork work =
                underLock(
                        ChoreLock.FIGURES,
                        List.of(_ -> done.add("first"), _ -> done.add("second")));
        database.runInTransaction(tx -> {
            assertThat(TryLock.take(tx, ChoreLock.FIGURES)).isTrue();
            assertThat(work.perform(database)).as("it is done").isFalse();
            assertThat(done).isEmpty();
        });

        assertThat(work.perform(database)).as("it is done").isTrue();

        assertThat(done).containsExactly("first", "second");
    }

    private Housekeeping keep(Chore... chores) {
        return Housekeeping.start(
                database, List.of(chores), new Outage("the test goes on"), new Random(1));
    }

    private String next() throws InterruptedException {
        String chore = done.poll(10, TimeUnit.SECONDS);
        assertThat(chore).as("a chore was done").isNotNull();
        return chore;
    }
}
