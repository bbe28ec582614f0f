package dev.minijenkin.db.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final byte[] PAYLOAD = {0, 1, (byte) 0xFF};

    @AutoClose private final TestDatabase test = TestDatabase.create();
    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();
    @AutoClose private final Database database = test.open(hints::addAll);
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void aDeliveryIsKeptByteForByteAndHinted() {
        Received received = receive(shop, "key");

        assertThat(received.duplicate()).isFalse();
        assertThat(hints).containsExactly(new Hint(Topic.DELIVERY, received.id().value()));
        Delivery taken = take(10).getFirst();
        assertThat(taken.id()).isEqualTo(received.id());
        assertThat(taken.repository()).isEqualTo(shop);
        assertThat(taken.source()).isEqualTo(DeliverySource.GITEA);
        assertThat(taken.event()).isEqualTo("push");
        assertThat(taken.payload()).isEqualTo(PAYLOAD);
        assertThat(taken.attempts()).isEqualTo(1);
    }

    @Test
    void aSecondArrivalOfAKeyIsTheFirstDelivery() {
        Received first = receive(shop, "key");
        hints.clear();

        assertThat(receive(shop, "key")).isEqualTo(new Received(first.id(), true));
        assertThat(hints).isEmpty();
        assertThat(take(10)).hasSize(1);
    }

    @Test
    void aKeyOfAnotherRepositoryIsAnother() {
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        receive(shop, "key");

        assertThat(receive(docs, "key").duplicate()).isFalse();
    }

    @Test
    void theOldestComeFirst() {
        List<DeliveryId> received = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            received.add(receive(shop, "key " + i).id());
        }

        assertThat(take(30))
                .extracting(Delivery::id)
                .containsExactlyElementsOf(received.subList(0, 30));
        assertThat(take(30))
                .extracting(Delivery::id)
                .containsExactlyElementsOf(received.subList(30, 40));
    }

    @Test
    void deliveriesOfOneMomentComeAsTheyArrived() {
        List<DeliveryId> received =
                database.transaction(tx -> {
                    List<DeliveryId> ids = new ArrayList<>();
                    for (int i = 0; i < 40; i++) {
                        ids.add(Deliveries.receive(tx, delivery(shop, "key " + i)).id());
                    }
                    return ids;
                });

        assertThat(take(100)).extracting(Delivery::id).containsExactlyElementsOf(received);
    }

    @Test
    void whatIsBeingProcessedIsDueAgainOnceItsLeaseIsOver() {
        DeliveryId id = receive(shop, "key").id();
        assertThat(take(10)).hasSize(1);
        assertThat(take(10)).as("its lease is not over").isEmpty();

        over(id);

        assertThat(take(10)).extracting(Delivery::attempts).containsExactly(2);
    }

    @Test
    void whatAnotherProcessTakesJustNowIsPassedOver() {
        DeliveryId first = receive(shop, "1").id();
        DeliveryId second = receive(shop, "2").id();

        try (var open = OpenTransaction.begin(database, tx -> Deliveries.take(tx, 1, LEASE))) {
            assertThat(open.value()).extracting(Delivery::id).containsExactly(first);
            assertThat(take(10)).extracting(Delivery::id).containsExactly(second);
        }
    }

    @Test
    void onlyOneOfTwoProcessesFinishesADelivery() {
        DeliveryId id = receive(shop, "key").id();
        CompletableFuture<Boolean> second;
        try (var open =
                OpenTransaction.begin(
                        database,
                        tx -> {
                            boolean locked = Deliveries.lockOpen(tx, id);
                            Deliveries.finish(tx, id, DeliveryState.PROCESSED, Optional.empty());
                            return locked;
                        })) {
            second = OpenTransaction.heldUp(database, tx -> Deliveries.lockOpen(tx, id));
            assertThat(open.value()).isTrue();
        }

        assertThat(second.join()).isFalse();
    }

    @Test
    void anEndedDeliveryStaysAsItEnded() {
        DeliveryId id = receive(shop, "key").id();
        hints.clear();
        finish(id, DeliveryState.FAILED, Optional.of("No such branch \0"));
        assertThat(hints).containsExactly(new Hint(Topic.DELIVERY, id.value()));

        finish(id, DeliveryState.PROCESSED, Optional.empty());
        retryLater(id, "Later", Duration.ZERO);

        assertThat(text(id, "state")).isEqualTo("failed");
        assertThat(text(id, "error")).isEqualTo("No such branch \uFFFD");
        over(id);
        assertThat(take(10)).isEmpty();
    }

    @Test
    void aDeliveryThatIsPutOffSaysWhyAndComesBack() {
        DeliveryId id = receive(shop, "key").id();
        take(1);

        retryLater(id, "The repository is away \0", Duration.ofHours(1));
        assertThat(text(id, "error")).isEqualTo("The repository is away \uFFFD");
        assertThat(text(id, "next_attempt_at > now() + interval '59 minutes'")).isEqualTo("true");
        assertThat(take(10)).isEmpty();

        retryLater(id, "Again", Duration.ZERO);
        assertThat(take(10)).extracting(Delivery::attempts).containsExactly(2);
    }

    private static NewDelivery delivery(RepositoryId repository, String key) {
        return new NewDelivery(repository, DeliverySource.GITEA, key, "push", PAYLOAD);
    }

    private Received receive(RepositoryId repository, String key) {
        return database.statement(tx -> Deliveries.receive(tx, delivery(repository, key)));
    }

    private List<Delivery> take(int limit) {
        return database.statement(tx -> Deliveries.take(tx, limit, LEASE));
    }

    private void finish(DeliveryId id, DeliveryState state, Optional<String> error) {
        database.statement(tx -> {
            Deliveries.finish(tx, id, state, error);
            return true;
        });
    }

    private void retryLater(DeliveryId id, String error, Duration delay) {
        database.statement(tx -> {
            Deliveries.retryLater(tx, id, error, delay);
            return true;
        });
    }

    private void over(DeliveryId id) {
        database.statement(tx ->
                tx.sql()
                        .execute(
                                "update hook_deliveries set next_attempt_at = now() where id = ?",
                                id.value()));
    }

    private @Nullable String text(DeliveryId id, String column) {
        return database.statement(tx ->
                tx.sql()
                        .fetchSingle(
                                "select (" + column + ")::text from hook_deliveries where id = ?",
                                id.value())
                        .into(String.class));
    }
}
