package dev.minijenkin.runner.claimloop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes one waiting thread; ringing it twice before that thread looks is ringing it once.
final class WakeUp {
    private final Semaphore rung = new Semaphore(0);

    /// Never blocks.
    void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /// Waits until it rings, but not longer.
    ///
    /// @return whether it rang
    boolean await(Duration limit) throws InterruptedException {
        boolean rang = rung.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
        rung.drainPermits();
        return rang;
    }
}
