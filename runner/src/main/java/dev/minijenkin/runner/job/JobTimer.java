package dev.minijenkin.runner.job;

import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks a job to stop when its time is over, and ends it if it has not stopped in time whoever
/// asked. From construction to [#close].
final class JobTimer implements AutoCloseable {
    private final ScheduledExecutorService clock;
    private final StopSignal stop;
    private final Duration grace;
    private final Future<?> limit;
    private final StopSignal.Subscription subscription;
    // Guarded by this.
    private @Nullable Future<?> end;
    private boolean closed;

    JobTimer(ScheduledExecutorService clock, StopSignal stop, Duration limit, Duration grace) {
        this.clock = clock;
        this.stop = stop;
        this.grace = grace;
        this.limit = after(limit, StopReason.TIMED_OUT);
        this.subscription = stop.subscribe(_ -> asked());
    }

    @Override
    public void close() {
        subscription.end();
        limit.cancel(false);
        synchronized (this) {
            closed = true;
            if (end != null) {
                end.cancel(false);
            }
        }
    }

    private synchronized void asked() {
        if (end == null && !closed) {
            end = after(grace, StopReason.GRACE_OVER);
        }
    }

    private Future<?> after(Duration time, StopReason reason) {
        return clock.schedule(() -> stop.ask(reason), time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
