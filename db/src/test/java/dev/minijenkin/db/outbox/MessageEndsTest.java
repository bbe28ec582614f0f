package dev.minijenkin.db.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MessageEndsTest {
    @AutoClose private final OutboxBench bench = new OutboxBench();
    private final TargetId chat = bench.webhook("chat", TargetEvent.RUN_FINISHED);

    @Test
    void eachAttemptIsKeptWithWhatWasAnswered() {
        TakenMessage message = taken();
        bench.end(message, OutboxBench.failed());

        assertThat(
                        bench.rows()
                                .text(
                                        "select state, last_error, claimed_by, next_attempt_at > now() from webhooks_outbox"))
                .isEqualTo("pending|It broke|null|t");
        assertThat(
                        bench.rows()
                                .texts(
                                        "select number, duration_ms, status, error from outbox_attempts"))
                .containsExactly("1|7|200|It broke");
    }

    @Test
    void whatIsDeliveredIsOverOnce() {
        TakenMessage message = taken();

        assertThat(bench.end(message, new AttemptEnd.Delivered())).isTrue();
        assertThat(bench.end(message, OutboxBench.failed())).isFalse();

        assertThat(
                        bench.rows()
                                .text(
                                        "select state, delivered_at is not null, last_error from webhooks_outbox"))
                .isEqualTo("delivered|t|null");
    }

    @Test
    void whatIsTooOldIsGivenUp() {
        TakenMessage message = taken();
        bench.rows().execute("update webhooks_outbox set give_up_at = now()");

        bench.end(message, OutboxBench.failed());

        assertThat(bench.rows().text("select state from webhooks_outbox")).isEqualTo("dead");
    }

    @Test
    void aRefusalSaysThatTheTargetIsThere() {
        bench.rows().execute("update outbox_targets set consecutive_failures = 2");

        bench.end(taken(), new AttemptEnd.Refused("Bad blocks"));

        assertThat(bench.rows().text("select state, last_error from webhooks_outbox"))
                .isEqualTo("dead|Bad blocks");
        assertThat(bench.rows().text("select consecutive_failures from outbox_targets"))
                .isEqualTo("0");
    }

    @Test
    void whatIsNoNewsLeavesNoAttempt() {
        bench.end(taken(), new AttemptEnd.Unchanged());

        assertThat(bench.rows().text("select state from webhooks_outbox")).isEqualTo("unchanged");
        assertThat(bench.rows().count("outbox_attempts")).isZero();
    }

    @Test
    void aNulInAnAnswerIsNoError() {
        TakenMessage message = taken();

        bench.end(message, new AttemptEnd.Refused("It said \0"));

        assertThat(bench.rows().text("select last_error from webhooks_outbox"))
                .isEqualTo("It said \uFFFD");
    }

    private TakenMessage taken() {
        bench.insert(chat, "subject", 1);
        return bench.take().getFirst();
    }
}
