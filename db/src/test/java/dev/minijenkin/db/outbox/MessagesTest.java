package dev.minijenkin.db.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Conclusion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @AutoClose private final OutboxBench bench = new OutboxBench();
    private final TargetId chat = bench.webhook("chat", TargetEvent.RUN_FINISHED);

    @Test
    void deadLettersAreSentAgainUnderTheirKeysByWhoCarriesCommandsOut() {
        Set<Hint> hints = ConcurrentHashMap.newKeySet();
        bench.insert(chat, "subject", 1);
        TakenMessage dead = bench.take().getFirst();
        bench.end(dead, new AttemptEnd.Refused("Bad blocks"));
        bench.insert(chat, "other", 1);
        MessageId pending = new MessageId(dead.id().value() + 1);

        try (Database runner = Database.open(bench.test().memberOf("mj_runner"), hints::addAll)) {
            assertThat(
                            runner.<List<MessageId>>statement(
                                    tx -> Messages.resend(tx, List.of(dead.id(), pending))))
                    .containsExactly(dead.id());
        }
        assertThat(hints).containsExactly(new Hint(Topic.MESSAGE, dead.id().value()));

        TakenMessage again =
                bench.take().stream()
                        .filter(m -> m.id().equals(dead.id()))
                        .findFirst()
                        .orElseThrow();
        assertThat(again.key()).isEqualTo(dead.key());
        assertThat(again.attempt()).isEqualTo(2);
    }

    @Test
    void theNewestAreListedWithWhatTheyAreAbout() {
        bench.finished("refs/heads/main", Conclusion.FAILURE);
        bench.end(bench.take().getFirst(), new AttemptEnd.Refused("Bad blocks"));
        bench.insert(chat, "subject", 1);

        assertThat(
                        bench.database.<List<Message>>statement(
                                tx -> Messages.newest(tx, List.of("dead"), "chat", 10)))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.about()).isEqualTo("shop ci #1");
                    assertThat(message.lastError()).isEqualTo("Bad blocks");
                    assertThat(message.target()).isEqualTo("chat");
                });
        assertThat(
                        bench.database.<List<Message>>statement(
                                tx -> Messages.newest(tx, List.of("dead", "pending"), "", 10)))
                .hasSize(2);
        assertThat(
                        bench.database.<List<Message>>statement(
                                tx -> Messages.newest(tx, List.of("dead"), "other", 10)))
                .isEmpty();
        assertThat(bench.database.<List<MessageId>>statement(tx -> Messages.dead(tx, "", 10)))
                .hasSize(1);
    }

    @Test
    void aPausedTargetIsNotTested() {
        bench.database.run(tx -> Targets.setEnabled(tx, "chat", false));

        assertThat(
                        bench.database.<Optional<MessageId>>statement(
                                tx -> Messages.test(tx, chat, UUID.randomUUID())))
                .isEmpty();
    }
}
