package dev.minijenkin.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.server.git.RepositoryUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Who has a turn next. Each delivery is carried out until the test says how it ended.
class RepositoryLanesTest {
    private final BlockingQueue<Delivery> begun = new LinkedBlockingQueue<>();
    private final Queue<List<Long>> turns = new ConcurrentLinkedQueue<>();
    private final Map<Long, SynchronousQueue<Attempt>> ends = new ConcurrentHashMap<>();

    @Test
    void repositoriesTakeTurnsAndEachKeepsItsOrder() throws InterruptedException {
        RepositoryLanes lanes = lanes(1, 4);
        for (long id = 1; id <= 4; id++) {
            lanes.add(List.of(delivery(id, 1, "")));
        }
        for (long id = 5; id <= 8; id++) {
            lanes.add(List.of(delivery(id, 2, "")));
        }
        List<Long> order = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Delivery next = next();
            order.add(next.id().value());
            end(next, Attempt.ended(true));
        }

        assertThat(order).containsExactly(1L, 5L, 2L, 6L, 3L, 7L, 4L, 8L);
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!lanes.held().isEmpty() && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }
        assertThat(lanes.held()).isEmpty();
    }

    @Test
    void aFewOfARepositoryAreCarriedOutTogether() throws InterruptedException {
        RepositoryLanes lanes = lanes(1, 4, 3);
        lanes.add(List.of(delivery(1, 1, "")));
        for (long id = 2; id <= 6; id++) {
            lanes.add(List.of(delivery(id, 1, "")));
        }
        lanes.add(List.of(delivery(7, 2, "")));
        for (int turn = 0; turn < 4; turn++) {
            end(next(), Attempt.ended(true));
        }

        assertThat(turns)
                .containsExactly(List.of(1L), List.of(7L), List.of(2L, 3L, 4L), List.of(5L, 6L));
    }

    @Test
    void whatAServerMayHaveDiedOverAndWhatTriesForOthersHasItsTurnAlone()
            throws InterruptedException {
        RepositoryLanes lanes = lanes(1, 4, 3);
        lanes.add(List.of(delivery(1, 1, "")));
        lanes.add(List.of(delivery(2, 1, "")));
        lanes.add(List.of(delivery(3, 1, "", 2, false)));
        lanes.add(List.of(delivery(4, 1, "")));
        lanes.add(List.of(delivery(5, 1, "", 1, true)));
        lanes.add(List.of(delivery(6, 1, "")));
        for (int turn = 0; turn < 6; turn++) {
            end(next(), Attempt.ended(true));
        }

        assertThat(turns).allSatisfy(turn -> assertThat(turn).hasSize(1));
    }

    @Test
    void aHostHasOneTurnUntilItHasAnsweredAndThenAFew() throws InterruptedException {
        RepositoryLanes lanes = lanes(8, 4);
        for (long id = 1; id <= 9; id++) {
            lanes.add(List.of(delivery(id, id, "slow.example.org")));
        }
        lanes.add(List.of(delivery(10, 10, "other.example.org")));
        lanes.add(List.of(delivery(11, 11, "")));

        List<Delivery> first = List.of(next(), next(), next());
        assertThat(first)
                .extracting(each -> each.id().value())
                .containsExactlyInAnyOrder(1L, 10L, 11L);
        assertThat(begun.poll(100, TimeUnit.MILLISECONDS)).isNull();
        end(one(first, 1), Attempt.ended(true));
        List<Delivery> second = List.of(next(), next());
        assertThat(begun.poll(100, TimeUnit.MILLISECONDS)).isNull();
        end(second.get(0), Attempt.ended(true));
        assertThat(List.of(next(), next(), next())).hasSize(3);
        assertThat(begun.poll(100, TimeUnit.MILLISECONDS)).as("four at most").isNull();
    }

    @Test
    void ofAHostThatIsAwayNothingElseIsTried() throws InterruptedException {
        RepositoryLanes lanes = lanes(8, 4);
        for (long id = 1; id <= 6; id++) {
            lanes.add(List.of(delivery(id, id, "away.example.org")));
        }
        lanes.add(List.of(delivery(7, 7, "other.example.org")));
        // Each on a thread of its own: either may be first.
        List<Delivery> first = List.of(next(), next());
        Delivery tried = one(first, 1);
        Delivery other = one(first, 7);
        Attempt away =
                Attempt.away(
                        new RepositoryUnreachableException(
                                tried.repository(), true, "Silence", new IllegalStateException()),
                        List.of());

        assertThat(lanes.dropWaiting(tried, away))
                .extracting(each -> each.id().value())
                .containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L);
        end(tried, away);
        end(other, Attempt.ended(true));
        assertThat(begun.poll(100, TimeUnit.MILLISECONDS)).isNull();
        lanes.add(List.of(delivery(1, 1, "away.example.org")));
        assertThat(next().id().value()).isEqualTo(1);
    }

    @Test
    void whoseTurnNeverCameIsHandedBackAtTheEnd() throws InterruptedException {
        RepositoryLanes lanes = lanes(1, 4);
        for (long id = 1; id <= 3; id++) {
            lanes.add(List.of(delivery(id, id, "")));
        }
        next();

        assertThat(lanes.stop())
                .extracting(each -> each.id().value())
                .containsExactlyInAnyOrder(2L, 3L);
        lanes.add(List.of(delivery(4, 4, "")));
        assertThat(begun.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    private RepositoryLanes lanes(int concurrent, int ofHost) {
        return lanes(concurrent, ofHost, 1);
    }

    private RepositoryLanes lanes(int concurrent, int ofHost, int ofTurn) {
        return new RepositoryLanes(
                new ProcessorSettings(
                        concurrent,
                        ofHost,
                        ofTurn,
                        8,
                        100,
                        1 << 20,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(1)),
                this::work,
                () -> {});
    }

    private Attempt work(List<Delivery> turn) {
        turns.add(turn.stream().map(each -> each.id().value()).toList());
        Delivery delivery = turn.getFirst();
        SynchronousQueue<Attempt> end = new SynchronousQueue<>();
        ends.put(delivery.id().value(), end);
        begun.add(delivery);
        try {
            return end.take();
        } catch (InterruptedException e) {
            return Attempt.ended(false);
        }
    }

    private Delivery next() throws InterruptedException {
        return Objects.requireNonNull(begun.poll(20, TimeUnit.SECONDS), "Nothing was begun");
    }

    private static Delivery one(List<Delivery> deliveries, long id) {
        return deliveries.stream()
                .filter(each -> each.id().value() == id)
                .findFirst()
                .orElseThrow();
    }

    private void end(Delivery delivery, Attempt attempt) {
        try {
            Objects.requireNonNull(ends.get(delivery.id().value())).put(attempt);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Delivery delivery(long id, long repository, String host) {
        return delivery(id, repository, host, 1, false);
    }

    private static Delivery delivery(
            long id, long repository, String host, int begun, boolean probe) {
        return new Delivery(
                new DeliveryId(id),
                new RepositoryId(repository),
                host,
                DeliverySource.GIT,
                "push",
                new byte[0],
                1,
                begun,
                Duration.ZERO,
                probe);
    }
}
