package dev.minijenkin.console.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.sample.SettableClock;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.outbox.Target;
import dev.minijenkin.db.outbox.TargetId;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.db.view.delivery.IncomingView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryTextTest {
    private static final Instant NOW = SettableClock.START;

    @Test
    void whatCameOfItIsToldAlsoWhereThatIsNothing() {
        assertThat(outcome(DeliveryState.PROCESSED, "", "ci #1", "deploy #2"))
                .isEqualTo("Started ci #1, deploy #2");
        assertThat(outcome(DeliveryState.PROCESSED, "")).isEqualTo("Done, started no run");
        assertThat(outcome(DeliveryState.IGNORED, "no `on` asks for it"))
                .isEqualTo("Started nothing: no on asks for it");
        assertThat(outcome(DeliveryState.FAILED, "no such commit"))
                .isEqualTo("Failed: no such commit");
        assertThat(outcome(DeliveryState.RECEIVED, "")).isEqualTo("Waits for its turn");
        assertThat(outcome(DeliveryState.RECEIVED, "the host is away"))
                .isEqualTo("Tried again in 40 s: the host is away");
    }

    @Test
    void aCircuitSaysHowLongItIsOpenYet() {
        assertThat(DeliveryText.circuit(target(true, 0, null), NOW)).isEqualTo("circuit closed");
        assertThat(DeliveryText.circuit(target(true, 6, NOW.plusSeconds(240)), NOW))
                .isEqualTo("circuit open for 4 min yet, after 6 failures in a row");
        assertThat(DeliveryText.circuit(target(true, 2, NOW.minusSeconds(1)), NOW))
                .isEqualTo("circuit closed, 2 failures in a row");
        assertThat(DeliveryText.circuit(target(false, 0, null), NOW))
                .isEqualTo("paused by an administrator");
    }

    private static String outcome(DeliveryState state, String error, String... started) {
        return DeliveryText.outcome(
                new IncomingView(
                        new DeliveryId(1),
                        new IncomingView.What("shop", DeliverySource.GITHUB, "push"),
                        new IncomingView.Progress(state, 1, error, NOW.plusSeconds(40)),
                        0,
                        true,
                        NOW,
                        List.of(started).stream()
                                .map(name -> new IncomingView.StartedRun(new RunId(1), name))
                                .toList()),
                NOW);
    }

    private static Target target(boolean enabled, int failures, @Nullable Instant until) {
        return new Target(
                new TargetId(1),
                "pager",
                TargetKind.SLACK,
                "",
                "https://pager",
                List.of(),
                List.of(),
                List.of(),
                false,
                enabled,
                failures,
                until,
                0,
                0);
    }
}
