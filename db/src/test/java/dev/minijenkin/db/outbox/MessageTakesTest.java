package dev.minijenkin.db.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MessageTakesTest {
    @AutoClose private final OutboxBench bench = new OutboxBench();
    private final TargetId chat = bench.webhook("chat", TargetEvent.RUN_FINISHED);

    @Test
    void ofASubjectOnlyTheFirstIsTakenUntilItIsOver() {
        bench.insert(chat, "branch:1:main", 2);
        bench.insert(chat, "branch:1:next", 1);

        List<TakenMessage> first = bench.take();
        assertThat(first)
                .extracting(TakenMessage::subject)
                .containsExactlyInAnyOrder("branch:1:main", "branch:1:next");
        assertThat(bench.take()).isEmpty();

        first.forEach(message -> bench.end(message, new AttemptEnd.Delivered()));
        assertThat(bench.take()).extracting(TakenMessage::subject).containsExactly("branch:1:main");
    }

    /// The one that failed goes first, however long it waits.
    @Test
    void whatFollowsAFailureWaitsForIt() {
        bench.insert(chat, "branch:1:main", 2);
        TakenMessage first = bench.take().getFirst();
        bench.end(first, OutboxBench.failed());

        assertThat(bench.take()).isEmpty();

        bench.rows()
                .execute(
                        "update webhooks_outbox set next_attempt_at = now() where id = "
                                + first.id().value());
        assertThat(bench.take()).extracting(TakenMessage::id).containsExactly(first.id());
    }

    @Test
    void aFewAreUnderWayToATargetAtATime() {
        IntStream.range(0, 10).forEach(subject -> bench.insert(chat, "subject " + subject, 1));
        TargetId other = bench.webhook("other", TargetEvent.RUN_FINISHED);
        bench.insert(other, "subject", 1);

        List<TakenMessage> taken = bench.take();

        assertThat(taken).hasSize(5);
        assertThat(taken)
                .filteredOn(message -> message.receiver().name().equals("chat"))
                .hasSize(4);
        assertThat(bench.take(OutboxBench.taker())).isEmpty();
    }

    @Test
    void whoDiedLeavesItsMessagesToOthersUnderTheSameKey() {
        bench.insert(chat, "subject", 1);
        TakenMessage taken = bench.take().getFirst();
        bench.rows()
                .execute("update webhooks_outbox set claimed_until = now() - interval '1 second'");

        MessageTaker other = OutboxBench.taker();
        TakenMessage again = bench.take(other).getFirst();

        assertThat(again.key()).isEqualTo(taken.key());
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(bench.end(taken, new AttemptEnd.Delivered())).as("who was late").isFalse();
        assertThat(bench.rows().text("select state from webhooks_outbox")).isEqualTo("pending");
    }

    @Test
    void afterTooManyFailuresATargetIsLeftAloneAndThenTriedByOne() {
        IntStream.range(0, 10).forEach(subject -> bench.insert(chat, "subject " + subject, 1));
        bench.take().stream()
                .limit(OutboxBench.CIRCUIT)
                .forEach(message -> bench.end(message, OutboxBench.failed()));

        assertThat(bench.take()).isEmpty();
        assertThat(paused()).isBetween(3.0, 7.0);

        bench.rows()
                .execute(
                        "update webhooks_outbox set claimed_by = null, claimed_until = null, next_attempt_at = now()");
        bench.rows().execute("update outbox_targets set circuit_open_until = now()");
        List<TakenMessage> probe = bench.take();
        assertThat(probe).hasSize(1);

        bench.end(probe.getFirst(), OutboxBench.failed());
        assertThat(paused()).as("longer").isBetween(7.0, 13.0);

        bench.rows().execute("update outbox_targets set circuit_open_until = now()");
        bench.end(bench.take().getFirst(), new AttemptEnd.Delivered());
        assertThat(bench.take()).hasSize(4);
        assertThat(
                        bench.rows()
                                .text(
                                        "select consecutive_failures, circuit_open_until from outbox_targets"))
                .isEqualTo("0|null");
    }

    @Test
    void aTargetIsLeftAloneForNoLongerThanItsProcessSays() {
        bench.rows().execute("update outbox_targets set consecutive_failures = 20");
        bench.insert(chat, "subject", 1);

        bench.end(bench.take().getFirst(), OutboxBench.failed());

        assertThat(paused()).as("a quarter more or less").isBetween(440.0, 750.0);
        bench.rows().execute("update outbox_targets set circuit_open_until = null");
        bench.rows().execute("update webhooks_outbox set next_attempt_at = now()");
        MessageTaker hurried =
                new MessageTaker(
                        UUID.randomUUID(),
                        Duration.ofMinutes(1),
                        4,
                        OutboxBench.CIRCUIT,
                        Duration.ofSeconds(4));
        TakenMessage again = bench.take(hurried).getFirst();
        bench.database.statement(tx ->
                MessageEnds.write(
                        tx,
                        hurried,
                        again,
                        OutboxBench.failed(),
                        new AttemptEnd.Trial(Duration.ofMillis(7), 200)));

        assertThat(paused()).isBetween(2.0, 5.0);
    }

    /// Those that were under way say the same once more, and the pause must not grow by it.
    @Test
    void failuresThatComeWhileNothingIsSentDoNotCount() {
        IntStream.range(0, 4).forEach(subject -> bench.insert(chat, "subject " + subject, 1));

        bench.take().forEach(message -> bench.end(message, OutboxBench.failed()));

        assertThat(bench.rows().text("select consecutive_failures from outbox_targets"))
                .isEqualTo("3");
    }

    @Test
    void whoAsksForAPauseGetsIt() {
        bench.insert(chat, "one", 1);
        bench.insert(chat, "two", 1);
        TakenMessage first = bench.take().getFirst();

        bench.end(
                first,
                new AttemptEnd.Failed(
                        "Too many",
                        Duration.ofSeconds(90),
                        Optional.of(Duration.ofSeconds(90)),
                        false));

        assertThat(paused()).isBetween(85.0, 91.0);
        assertThat(bench.rows().text("select consecutive_failures from outbox_targets"))
                .isEqualTo("0");
    }

    @Test
    void aTestGoesFirstAndPastTheCircuitAndIsTriedOnce() {
        bench.insert(chat, "one", 1);
        bench.rows()
                .execute(
                        "update outbox_targets set consecutive_failures = 9, circuit_open_until = now() + interval '1 hour'");
        UUID key = UUID.randomUUID();
        MessageId id = bench.database.statement(tx -> Messages.test(tx, chat, key)).orElseThrow();

        TakenMessage taken = bench.take().getFirst();
        assertThat(taken.id()).isEqualTo(id);

        bench.end(taken, OutboxBench.failed());
        assertThat(bench.database.statement(tx -> Messages.test(tx, "chat", key)).orElseThrow())
                .extracting(Message::id, Message::state, Message::lastError)
                .containsExactly(id, "dead", "It broke");
        assertThat(
                        bench.database.<Optional<Message>>statement(
                                tx -> Messages.test(tx, "chat", UUID.randomUUID())))
                .isEmpty();
    }

    @Test
    void manyProcessesTakeEachMessageOnce() throws InterruptedException {
        IntStream.range(0, 40)
                .forEach(target -> {
                    TargetId id = bench.webhook("target-" + target, TargetEvent.RUN_FINISHED);
                    IntStream.range(0, 4)
                            .forEach(subject -> bench.insert(id, "subject " + subject, 1));
                });
        Set<MessageId> taken = ConcurrentHashMap.newKeySet();
        List<Thread> threads =
                IntStream.range(0, 4)
                        .mapToObj(_ ->
                                Thread.ofVirtual()
                                        .start(() -> {
                                            MessageTaker self = OutboxBench.taker();
                                            for (int look = 0; look < 50; look++) {
                                                bench.take(self)
                                                        .forEach(message ->
                                                                assertThat(taken.add(message.id()))
                                                                        .isTrue());
                                            }
                                        }))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(taken).hasSize(160);
        assertThat(bench.rows().count("webhooks_outbox where attempts <> 1")).isZero();
    }

    private double paused() {
        return Double.parseDouble(
                bench.rows()
                        .text(
                                "select extract(epoch from circuit_open_until - now()) from outbox_targets where name = 'chat'"));
    }
}
