package dev.minijenkin.db.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.testing.Rows;
import java.sql.Connection;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

class NotifyTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();

    @AutoClose private final Notifier notifier = new Notifier(test.configuration().dataSource());

    @AutoClose
    private final Listener listener =
            new Listener(test.configuration().dataSource(), EnumSet.allOf(Topic.class)).start();

    private final Recorder recorder = new Recorder();

    @Test
    void hintsReachTheListenerHoweverManyAtOnce() {
        subscribe();
        Set<Hint> many =
                LongStream.rangeClosed(1, 2_000)
                        .mapToObj(id -> new Hint(Topic.RUN, id))
                        .collect(Collectors.toCollection(LinkedHashSet::new));

        notifier.send(many);

        await().atMost(Rows.PATIENCE).until(() -> recorder.hints.containsAll(many));
    }

    @Test
    void saysToReadEverythingAgainAfterTheConnectionWasCut() throws Exception {
        subscribe();

        try (Connection other = test.configuration().dataSource().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and query like 'listen%'");
        }

        await().atMost(Rows.PATIENCE).until(() -> recorder.connected.get() == 2);
        assertThat(recorder.lost.get()).isPositive();
    }

    @Test
    void passesOverWhatIsNoHint() throws Exception {
        subscribe();
        try (Connection other = test.configuration().dataSource().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("notify mj_run, 'rubbish,,-1,99999999999999999999999'");
        }
        notifier.send(Set.of(new Hint(Topic.RUN, 7)));

        await().atMost(Rows.PATIENCE).until(() -> recorder.hints.contains(new Hint(Topic.RUN, 7)));
        assertThat(recorder.hints).containsExactly(new Hint(Topic.RUN, 7));
    }

    @Test
    void whoeverRestsIsNotWokenAndHearsAgainAfterwards() {
        HintSubscription subscription = subscribe();

        subscription.rest(true);
        notifier.send(Set.of(new Hint(Topic.RUN, 1)));
        await().atMost(Rows.PATIENCE).until(() -> listening() == 0);
        subscription.rest(false);

        await().atMost(Rows.PATIENCE).until(() -> recorder.connected.get() == 2);
        notifier.send(Set.of(new Hint(Topic.RUN, 2)));
        await().atMost(Rows.PATIENCE).until(() -> recorder.hints.contains(new Hint(Topic.RUN, 2)));
        assertThat(recorder.lost.get()).as("nothing was lost").isZero();
    }

    @Test
    void oneThatRestsTakesNoHintsFromOthers() {
        subscribe();
        Recorder other = new Recorder();
        listener.subscribe(other).rest(true);

        for (long id = 1; id <= 3; id++) {
            Hint hint = new Hint(Topic.RUN, id);
            notifier.send(Set.of(hint));
            await().atMost(Rows.PATIENCE).until(() -> recorder.hints.contains(hint));
        }
        assertThat(recorder.connected.get()).isEqualTo(1);
    }

    @Test
    void whoeverComesWhileAllRestIsHeardFor() {
        subscribe().rest(true);
        notifier.send(Set.of(new Hint(Topic.RUN, 1)));
        await().atMost(Rows.PATIENCE).until(() -> listening() == 0);

        Recorder late = new Recorder();
        listener.subscribe(late);

        await().atMost(Rows.PATIENCE).until(() -> late.connected.get() == 1);
    }

    private int listening() {
        return Integer.parseInt(
                test.rows()
                        .text(
                                "select count(*) from pg_stat_activity"
                                        + " where datname = current_database() and query like 'listen%'"));
    }

    /// Each that is sent costs everybody who listens a little commit.
    @Test
    void hintsThatNeverStopGoOutTogether() throws Exception {
        try (Connection other = test.configuration().dataSource().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("listen mj_run");
            long began = System.nanoTime();
            for (long id = 1; System.nanoTime() - began < 1_000_000_000; id++) {
                notifier.send(Set.of(new Hint(Topic.RUN, id)));
                Thread.sleep(1);
            }
            PGNotification[] heard = other.unwrap(PGConnection.class).getNotifications(1000);

            long most = 1000 / Notifier.LONGEST_PAUSE.toMillis();
            assertThat(heard).hasSizeBetween(2, Math.toIntExact(most) + 5);
        }
    }

    private HintSubscription subscribe() {
        HintSubscription subscription = listener.subscribe(recorder);
        await().atMost(Rows.PATIENCE).until(() -> recorder.connected.get() == 1);
        return subscription;
    }

    private static final class Recorder implements Subscriber {
        private final Set<Hint> hints = ConcurrentHashMap.newKeySet();
        private final AtomicInteger connected = new AtomicInteger();
        private final AtomicInteger lost = new AtomicInteger();

        @Override
        public void hinted(Topic topic, Set<Long> ids) {
            ids.forEach(id -> hints.add(new Hint(topic, id)));
        }

        @Override
        public void connected() {
            connected.incrementAndGet();
        }

        @Override
        public void lost(String reason) {
            lost.incrementAndGet();
        }
    }
}
