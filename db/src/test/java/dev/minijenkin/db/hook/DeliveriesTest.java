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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final DeliveryTaker SELF = new DeliveryTaker(new UUID(0, 1), LEASE);
    private static final DeliveryTaker OTHER = new DeliveryTaker(new UUID(0, 2), LEASE);
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

        assertThat(receive(shop, "key")).isEqualTo(new Received.Again(first.id()));
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

        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        DeliveryId other = receive(docs, "3").id();

        try (var open = OpenTransaction.begin(database, tx -> DeliveryTakes.take(tx, 1, SELF))) {
            assertThat(open.value()).extracting(Delivery::id).containsExactly(first);
            assertThat(takeAs(OTHER)).extracting(Delivery::id).containsExactly(other);
        }

        assertThat(takeAs(OTHER)).as("nor what comes behind it").isEmpty();
        assertThat(take(10)).as("by the same one").extracting(Delivery::id).containsExactly(second);
        finish(first, DeliveryState.PROCESSED, Optional.empty());
        DeliveryId third = receive(shop, "4").id();
        assertThat(takeAs(OTHER)).as("it has the second yet").isEmpty();
        over(second);
        assertThat(takeAs(OTHER))
                .as("it died")
                .extracting(Delivery::id)
                .containsExactly(second, third);
    }

    @Test
    void manyProcessesKeepTheOrderOfARepository() throws Exception {
        List<DeliveryId> received = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            received.add(receive(shop, "key " + i).id());
        }
        List<DeliveryId> taken = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService processes = Executors.newFixedThreadPool(4)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                DeliveryTaker taker = new DeliveryTaker(new UUID(1, i), LEASE);
                ends.add(processes.submit(() -> takeAll(taker, taken, received.size())));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        assertThat(taken).containsExactlyElementsOf(received);
    }

    /// Until that many were taken by all.
    private void takeAll(DeliveryTaker taker, List<DeliveryId> taken, int count) {
        while (taken.size() < count) {
            List<DeliveryId> mine =
                    database.statement(tx -> DeliveryTakes.take(tx, 3, taker)).stream()
                            .map(Delivery::id)
                            .toList();
            taken.addAll(mine);
            mine.forEach(id -> finish(id, DeliveryState.PROCESSED, Optional.empty()));
        }
    }

    @Test
    void whoIsPutOffKeepsNobodyFromTheRest() {
        DeliveryId first = receive(shop, "1").id();
        DeliveryId second = receive(shop, "2").id();
        assertThat(take(1)).hasSize(1);
        database.run(tx -> Deliveries.retryLater(tx, first, "Not yet", LEASE));

        assertThat(takeAs(OTHER)).extracting(Delivery::id).containsExactly(second);
    }

    @Test
    void noProbeIsTakenOfARepositoryOfWhichAnotherHasOneInHand() {
        RepositoryId docs = hosted("docs", "git://h/docs.git");
        DeliveryId first = receive(docs, "1").id();
        DeliveryId second = receive(docs, "2").id();
        assertThat(take(1)).extracting(Delivery::id).containsExactly(first);
        database.run(tx -> AwayRemotes.failed(tx, docs, true, "Silence", false));
        database.run(tx -> tx.sql().execute("update away_remotes set next_try_at = now()"));

        assertThat(probesAs(OTHER)).isEmpty();
        assertThat(probes()).as("by the same one").extracting(Delivery::id).containsExactly(second);
    }

    @Test
    void onlyOneOfTwoProcessesFinishesADelivery() {
        DeliveryId id = receive(shop, "key").id();
        DeliveryId other = receive(shop, "other").id();
        CompletableFuture<Set<DeliveryId>> second;
        try (var open =
                OpenTransaction.begin(
                        database,
                        tx -> {
                            Set<DeliveryId> locked = Deliveries.lockOpen(tx, List.of(id));
                            Deliveries.finish(tx, id, DeliveryState.PROCESSED, Optional.empty());
                            return locked;
                        })) {
            second =
                    OpenTransaction.heldUp(
                            database, tx -> Deliveries.lockOpen(tx, List.of(other, id)));
            assertThat(open.value()).containsExactly(id);
        }

        assertThat(second.join()).containsExactly(other);
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

    @Test
    void aRepositoryThatHasManyLeavesRoomForOthers() {
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        for (int i = 0; i < 20; i++) {
            receive(shop, "key " + i);
        }
        DeliveryId other = receive(docs, "other").id();

        assertThat(takeOfEach(4, Enough.OF_NOBODY))
                .hasSize(5)
                .extracting(Delivery::id)
                .contains(other);
        assertThat(takeOfEach(4, new Enough(Set.of(shop), Set.of()))).isEmpty();
        assertThat(takeOfEach(4, Enough.OF_NOBODY)).hasSize(4);
    }

    @Test
    void whoIsAwayIsTriedByOneDeliveryAtATimeWhichDecidesForAll() {
        RepositoryId docs = hosted("docs", "https://Git.Example.org:8443/docs.git");
        RepositoryId site = hosted("site", "ssh://git@git.example.org:8443/site.git");
        RepositoryId elsewhere = hosted("elsewhere", "git@git.example.org:elsewhere.git");
        for (RepositoryId each : List.of(docs, site, elsewhere)) {
            receive(each, "1");
            receive(each, "2");
        }
        assertThat(take(1)).extracting(Delivery::host).containsExactly("git.example.org:8443");

        database.run(tx -> AwayRemotes.failed(tx, docs, true, "Silence", false));
        assertThat(take(10)).extracting(Delivery::repository).containsOnly(elsewhere);
        assertThat(probes()).as("not yet").isEmpty();
        database.run(tx -> tx.sql().execute("update away_remotes set next_try_at = now()"));
        assertThat(probes())
                .singleElement()
                .satisfies(probe -> assertThat(probe.probe()).isTrue())
                .satisfies(probe -> assertThat(probe.host()).isEqualTo("git.example.org:8443"));
        assertThat(probes()).as("one at a time").isEmpty();

        database.run(tx -> AwayRemotes.failed(tx, docs, true, "Still", true));
        String failed =
                database.statement(tx ->
                        tx.sql()
                                .fetchSingle(
                                        "select reason || tries || (next_try_at < now() + interval '3 s') as t from away_remotes")
                                .get("t", String.class));
        assertThat(failed).isEqualTo("Still2true");
        database.run(tx -> AwayRemotes.answered(tx, site));
        assertThat(take(10)).isNotEmpty();
    }

    @Test
    void ofAHostThatIsAwayNoRepositoryIsTriedThatIsAwayOnItsOwn() {
        RepositoryId gone = hosted("gone", "git://h/gone.git");
        RepositoryId there = hosted("there", "git://h/there.git");
        receive(gone, "1");
        DeliveryId good = receive(there, "1").id();
        database.run(tx -> AwayRemotes.failed(tx, gone, false, "Not found", false));
        database.run(tx -> AwayRemotes.failed(tx, there, true, "Silence", false));
        database.run(tx ->
                tx.sql()
                        .execute(
                                "update away_remotes set next_try_at = now() where remote like 'host:%'"));

        assertThat(probes()).extracting(Delivery::id).containsExactly(good);
    }

    @Test
    void anotherMayAskARepositoryThatIsAwayOnlyWhenItIsToBeTried() {
        RepositoryId docs = hosted("docs", "git://h/docs.git");
        assertThat(refusal(docs)).isEmpty();
        database.run(tx -> AwayRemotes.failed(tx, docs, true, "Silence", false));

        assertThat(refusal(docs)).contains("Silence");
        database.run(tx -> tx.sql().execute("update away_remotes set next_try_at = now()"));
        assertThat(refusal(docs)).isEmpty();
        assertThat(refusal(docs)).as("another tries it just now").contains("Silence");
    }

    @Test
    void whatWasTakenAndNotBegunIsAsIfNobodyHadTakenIt() {
        DeliveryId first = receive(shop, "1").id();
        receive(shop, "2");
        List<Delivery> taken = take(2);

        database.run(tx -> DeliveryTakes.handBack(tx, taken.stream().map(Delivery::id).toList()));

        assertThat(take(1))
                .singleElement()
                .satisfies(again -> {
                    assertThat(again.id()).isEqualTo(first);
                    assertThat(again.attempts()).isEqualTo(1);
                    assertThat(again.begun()).isEqualTo(1);
                });
    }

    @Test
    void hugePayloadsAreTakenAFewAtATime() {
        for (int i = 0; i < 5; i++) {
            NewDelivery huge =
                    new NewDelivery(
                            shop, DeliverySource.GITEA, "huge " + i, "push", new byte[7 << 20]);
            database.run(tx -> Deliveries.receive(tx, huge));
        }

        assertThat(take(10)).hasSize(3);
        assertThat(take(10)).hasSize(2);
    }

    @Test
    void manyOpenDeliveriesCostATakeNothing() {
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        database.run(tx ->
                tx.sql()
                        .execute(
                                """
                                insert into hook_deliveries (repository_id, source, delivery_key, event, payload)
                                select ?, 'git', 'many ' || n, 'push', '' from generate_series(1, 100000) n
                                """,
                                docs.value()));
        receive(shop, "one");
        database.run(tx -> tx.sql().execute("analyze hook_deliveries"));

        String plan =
                database.transaction(tx ->
                        tx.sql()
                                .fetch(
                                        "explain (analyze, timing off, format json) "
                                                + DeliveryTakes.TAKE,
                                        8,
                                        new Long[0],
                                        new String[0],
                                        SELF.id(),
                                        16,
                                        SELF.id(),
                                        SELF.id(),
                                        60.0)
                                .getFirst()
                                .get(0, String.class));
        Matcher rows = Pattern.compile("\"Actual Rows\": ([0-9.]+)").matcher(plan);
        double most = 0;
        while (rows.find()) {
            most = Math.max(most, Double.parseDouble(rows.group(1)));
        }
        assertThat(most).as(plan).isLessThan(100);
        assertThat(plan).doesNotContain("Rows Removed by Filter\": 1000");
    }

    private RepositoryId hosted(String name, String url) {
        RepositoryId id = database.transaction(tx -> SampleData.repository(tx, name));
        database.run(tx ->
                tx.sql().execute("update repositories set url = ? where id = ?", url, id.value()));
        return id;
    }

    private List<Delivery> takeOfEach(int ofEach, Enough enough) {
        return database.statement(tx -> DeliveryTakes.take(tx, 100, ofEach, enough, SELF));
    }

    private List<Delivery> probes() {
        return probesAs(SELF);
    }

    private List<Delivery> probesAs(DeliveryTaker taker) {
        return database.statement(tx -> DeliveryTakes.takeProbes(tx, 100, taker));
    }

    private Optional<String> refusal(RepositoryId repository) {
        return database.transaction(tx -> AwayRemotes.refusal(tx, repository, LEASE));
    }

    private static NewDelivery delivery(RepositoryId repository, String key) {
        return new NewDelivery(repository, DeliverySource.GITEA, key, "push", PAYLOAD);
    }

    private Received receive(RepositoryId repository, String key) {
        return database.statement(tx -> Deliveries.receive(tx, delivery(repository, key)));
    }

    private List<Delivery> takeAs(DeliveryTaker taker) {
        return database.statement(tx -> DeliveryTakes.take(tx, 100, taker));
    }

    private List<Delivery> take(int limit) {
        return database.statement(tx -> DeliveryTakes.take(tx, limit, SELF));
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
