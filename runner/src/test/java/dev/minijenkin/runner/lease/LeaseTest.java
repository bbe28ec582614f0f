package dev.minijenkin.runner.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.testing.Rows;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final Lease lease = new Lease(now::get);

    @Test
    void nothingIsGrantedBeforeTheFirstAnswer() {
        assertThat(lease.isFresh()).isFalse();
        assertThat(LeasePass.of(lease).isOver()).isTrue();
        assertThatThrownBy(() -> LeasePass.of(lease).until())
                .isInstanceOf(RunnerException.class)
                .hasMessageContaining("as long as its lease");
    }

    @Test
    void theLeaseCountsFromTheBeginningOfTheHeartbeatLessTheTimeToKill() {
        long asked = now.get();
        now.addAndGet(4_000);
        Lease.Extension extension = lease.answered(asked, HALF_A_MINUTE);

        assertThat(LeasePass.of(lease).until()).isEqualTo(asked + 28_000);
        assertThat(extension.until()).as("the watchdog's").isEqualTo(asked + 29_000);
        assertThat(extension.at()).isEqualTo(now.get());
    }

    @Test
    void aShortLeaseLeavesLessTimeToKill() {
        lease.answered(now.get(), Duration.ofSeconds(6));

        assertThat(LeasePass.of(lease).until()).isEqualTo(now.get() + 5_000);
    }

    @Test
    void aDeploymentOutlivesAnOutageThatIsShorterThanTheLease() {
        beat();
        LeasePass pass = LeasePass.of(lease);
        now.addAndGet(27_999);
        assertThat(pass.isOver()).isFalse();
        beat();

        now.addAndGet(27_999);
        assertThat(pass.isOver()).isFalse();
        now.addAndGet(1);
        assertThat(pass.isOver()).isTrue();
    }

    /// The runner stood still, or was cut off: another one may have begun, and may still be at it.
    @Test
    void whatIsOverStaysOverThoughTheRunnerIsAnsweredAgain() {
        beat();
        LeasePass before = LeasePass.of(lease);
        now.addAndGet(60_000);
        LeasePass meanwhile = LeasePass.of(lease);
        beat();

        assertThat(before.isOver()).isTrue();
        assertThat(meanwhile.isOver()).isTrue();
        assertThatThrownBy(before::until).isInstanceOf(RunnerException.class);
        assertThat(LeasePass.of(lease).isOver()).as("of what begins now").isFalse();
    }

    @Test
    void anAnswerThatTookLongerThanTheLeaseGrantsNothing() {
        beat();
        LeasePass pass = LeasePass.of(lease);
        long asked = now.get();
        now.addAndGet(31_000);
        lease.answered(asked, HALF_A_MINUTE);

        assertThat(pass.isOver()).isTrue();
        assertThat(LeasePass.of(lease).isOver()).isTrue();
        assertThat(lease.isFresh()).isFalse();
    }

    @Test
    void isFreshForHalfOfTheLease() {
        beat();
        now.addAndGet(14_999);
        assertThat(lease.isFresh()).isTrue();
        now.addAndGet(1);
        assertThat(lease.isFresh()).isFalse();
        beat();
        assertThat(lease.isFresh()).isTrue();
    }

    @Test
    void whoWaitsForTheEndIsTold() throws Exception {
        beat();
        LeasePass pass = LeasePass.of(lease);
        Thread waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                pass.awaitOver();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        assertThat(waiting.join(Duration.ofMillis(300))).isFalse();
        now.addAndGet(28_000);

        await().atMost(Rows.PATIENCE).until(() -> !waiting.isAlive());
    }

    @Test
    void theClockOfTheHostGoesOn() {
        HostClock clock = new HostClock();
        long before = clock.getAsLong();

        await().atMost(Rows.PATIENCE).until(() -> clock.getAsLong() > before);
    }

    private void beat() {
        lease.answered(now.get(), HALF_A_MINUTE);
    }
}
