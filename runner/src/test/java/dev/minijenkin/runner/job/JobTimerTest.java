package dev.minijenkin.runner.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.testing.Rows;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobTimerTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final StopSignal stop = new StopSignal();
    private final ScheduledExecutorService clock = RunnerServices.newTimers();

    @AfterEach
    void close() {
        clock.shutdownNow();
    }

    @Test
    void aJobOverItsTimeIsAskedToStop() {
        try (JobTimer _ = new JobTimer(clock, stop, SHORT, LONG)) {
            await().atMost(Rows.PATIENCE).until(() -> stop.reason().isPresent());
            assertThat(stop.reason()).contains(StopReason.TIMED_OUT);
            assertThat(stop.killed()).isFalse();
        }
    }

    @Test
    void aJobThatDoesNotStopIsEndedAndTheFirstReasonIsKept() {
        try (JobTimer _ = new JobTimer(clock, stop, LONG, SHORT)) {
            stop.ask(StopReason.CANCEL_REQUESTED);
            await().atMost(Rows.PATIENCE).until(stop::killed);
            assertThat(stop.reason()).contains(StopReason.GRACE_OVER);
            assertThat(stop.first()).contains(StopReason.CANCEL_REQUESTED);
        }
    }

    @Test
    void aJobThatWasCancelledBeforeItBeganIsNotForgotten() {
        stop.ask(StopReason.CANCEL_REQUESTED);
        try (JobTimer _ = new JobTimer(clock, stop, LONG, SHORT)) {
            await().atMost(Rows.PATIENCE).until(stop::killed);
        }
    }

    @Test
    void aJobThatEndedIsLeftInPeace() throws InterruptedException {
        new JobTimer(clock, stop, SHORT, SHORT).close();
        Thread.sleep(100);
        assertThat(stop.reason()).isEmpty();
    }
}
