package dev.minijenkin.runner.host.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.runner.lease.HostClock;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {

    @TempDir Path folder;
    private final HostClock clock = new HostClock();
    private final String prefix = "watched-" + UUID.randomUUID() + "#";
    private final Watchdog watchdog = Watchdog.start(ProcessSession.ofThisHost(), prefix);

    @AfterEach
    void nothingStaysBehind() {
        watchdog.close();
        OrphanProcesses.killUnder(prefix);
    }

    @Test
    void endsWhatTheRunnerStartedWhenTheRunnerIsGone() throws Exception {
        Process watched = sleep(prefix + "17");
        Process other = sleep("somebody else's");
        try {
            // The pipe ends, as it does when the runner is killed.
            watchdog.close();

            assertThat(watched.waitFor(Rows.PATIENCE)).isTrue();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aRunnerThatStartsAgainEndsWhatItsPredecessorLeft() throws Exception {
        Process left = sleep(prefix + "18");

        OrphanProcesses.killUnder(prefix);
        assertThat(left.waitFor(Rows.PATIENCE)).isTrue();
    }

    @Test
    void endsADeploymentAndNothingElseWhenTheLeaseIsOver() throws Exception {
        lease(Duration.ofMinutes(1));
        Process deployment = sleep(prefix + "17");
        Process alike = sleep(prefix + "171");
        watchdog.guard(17);
        assertThat(deployment.waitFor(Duration.ofMillis(500))).isFalse();

        lease(Duration.ofMillis(300));

        assertThat(deployment.waitFor(Rows.PATIENCE)).isTrue();
        assertThat(alike.isAlive()).as("an ordinary job").isTrue();
    }

    @Test
    void aLeaseThatIsExtendedInTimeEndsNothing() throws Exception {
        Process deployment = sleep(prefix + "17");
        lease(Duration.ofSeconds(5));
        watchdog.guard(17);
        for (int beats = 0; beats < 10; beats++) {
            lease(Duration.ofSeconds(5));
            assertThat(deployment.waitFor(Duration.ofMillis(100))).isFalse();
        }
    }

    @Test
    void whatBeginsAfterTheEndIsEndedAsWell() throws Exception {
        lease(Duration.ofMinutes(-1));
        watchdog.guard(17);
        for (int late = 0; late < 3; late++) {
            assertThat(sleep(prefix + "17").waitFor(Rows.PATIENCE)).isTrue();
        }
    }

    /// Both were swapped out for the same time: the runner goes on first, and says so.
    @Test
    void isToldLateThatTheLeaseHadBeenOver() throws Exception {
        lease(Duration.ofMinutes(1));
        watchdog.guard(17);
        Process deployment = sleep(prefix + "17");
        long now = clock.getAsLong();
        watchdog.extend(new Lease.Extension(now + 120_000, now + 180_000));

        assertThat(deployment.waitFor(Rows.PATIENCE)).isTrue();
    }

    @Test
    void whatIsReleasedIsNobodysDeploymentAnyMore() throws Exception {
        lease(Duration.ofMinutes(1));
        watchdog.guard(17);
        watchdog.guard(18);
        Process released = sleep(prefix + "17");
        Process guarded = sleep(prefix + "18");
        watchdog.release(17);
        lease(Duration.ofMinutes(-1));

        assertThat(guarded.waitFor(Rows.PATIENCE)).isTrue();
        assertThat(released.isAlive()).isTrue();
    }

    @Test
    void oneThatWasKilledIsReplacedAndKnowsWhatItsPredecessorKnew() throws Exception {
        lease(Duration.ofMinutes(1));
        watchdog.guard(17);
        Process deployment = sleep(prefix + "17");
        long killed = watchdog.pid().orElseThrow();
        Signals.send("KILL", List.of(killed));
        await().atMost(Rows.PATIENCE)
                .until(() -> ProcessHandle.of(killed).filter(ProcessHandle::isAlive).isEmpty());

        // The next heartbeat misses it, though no step begins.
        lease(Duration.ofMinutes(1));

        await().atMost(Rows.PATIENCE).until(() -> watchdog.pid().orElseThrow() != killed);
        assertThat(deployment.waitFor(Duration.ofMillis(500))).isFalse();
        lease(Duration.ofMinutes(-1));
        assertThat(deployment.waitFor(Rows.PATIENCE)).isTrue();
    }

    @Test
    void oneThatStandsStillIsReplaced() throws Exception {
        lease(Duration.ofMinutes(1));
        long stopped = watchdog.pid().orElseThrow();
        Signals.send("STOP", List.of(stopped));

        watchdog.guard(17);

        assertThat(watchdog.pid().orElseThrow()).isNotEqualTo(stopped);
        Process deployment = sleep(prefix + "17");
        lease(Duration.ofMinutes(-1));
        assertThat(deployment.waitFor(Rows.PATIENCE)).isTrue();
    }

    /// From now.
    private void lease(Duration length) {
        long now = clock.getAsLong();
        watchdog.extend(new Lease.Extension(now, now + length.toMillis()));
    }

    private Process sleep(String trackingId) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sleep", "1000").directory(folder.toFile());
        builder.environment().put(ProcessTable.TRACKING_VARIABLE, trackingId);
        return builder.start();
    }
}
