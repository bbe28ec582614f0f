package dev.minijenkin.runner.job;

import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Asks a job to stop when its time is over, and ends it if it has not stopped in time whoever
/// asked. One thread, from construction to [#close].
final class JobTimer implements AutoCloseable {
    private final StopSignal stop;
    private final Duration limit;
    private final Duration grace;
    private final Thread thread;

    JobTimer(String name, StopSignal stop, Duration limit, Duration grace) {
        this.stop = stop;
        this.limit = limit;
        this.grace = grace;
        this.thread = Thread.ofVirtual().name(name + "-timer").start(this::run);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        CountDownLatch asked = new CountDownLatch(1);
        StopSignal.Subscription subscription = stop.subscribe(_ -> asked.countDown());
        try {
            if (!asked.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                stop.ask(StopReason.TIMED_OUT);
            }
            Thread.sleep(grace);
            stop.ask(StopReason.GRACE_OVER);
        } catch (InterruptedException e) {
            // The job is over.
            Thread.currentThread().interrupt();
        } finally {
            subscription.end();
        }
    }
}
