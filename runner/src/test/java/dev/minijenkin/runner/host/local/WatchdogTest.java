package dev.minijenkin.runner.host.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {
    @TempDir Path folder;
    private final String prefix = "watched-" + UUID.randomUUID() + "#";

    @AfterEach
    void nothingStaysBehind() {
        OrphanProcesses.killUnder(prefix);
    }

    @Test
    void endsWhatTheRunnerStartedWhenTheRunnerIsGone() throws Exception {
        AutoCloseable watchdog = Watchdog.start(ProcessSession.ofThisHost(), prefix);
        Process watched = sleep(prefix + "17");
        Process other = sleep("somebody else's");
        try {
            // The pipe ends, as it does when the runner is killed.
            watchdog.close();

            assertThat(watched.waitFor(Duration.ofSeconds(10))).isTrue();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aRunnerThatStartsAgainEndsWhatItsPredecessorLeft() throws Exception {
        Process left = sleep(prefix + "18");

        OrphanProcesses.killUnder(prefix);
        assertThat(left.waitFor(Duration.ofSeconds(10))).isTrue();
    }

    private Process sleep(String trackingId) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sleep", "1000").directory(folder.toFile());
        builder.environment().put(ProcessTable.TRACKING_VARIABLE, trackingId);
        return builder.start();
    }
}
