package dev.minijenkin.db.poll;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes one waiting thread; ringing it twice before that thread looks is ringing it once.
/// Thread-safe.
public final class WakeUp {
    private final Semaphore rung = new Semaphore(0);

    /// Never blocks.
    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /// Waits until it rings, but not longer. One thread at a time.
    ///
    /// @return whether it rang
    public boolean await(Duration limit) throws InterruptedException {
        boolean rang = rung.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS);
        rung.drainPermits();
        return rang;
    }
}
