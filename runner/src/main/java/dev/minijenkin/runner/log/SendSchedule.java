package dev.minijenkin.runner.log;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Says when the next append leaves. Thread-safe.
final class SendSchedule {
    private static final long NEVER = Long.MAX_VALUE;

    private final long interval;
    private final long openLineAge;
    private final long origin = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sooner = lock.newCondition();
    // Guarded by lock; nanoseconds since origin.
    private long due = NEVER;
    private long lastDeparture;

    SendSchedule(Duration interval, Duration openLineAge) {
        this.interval = interval.toNanos();
        this.openLineAge = openLineAge.toNanos();
        this.lastDeparture = -this.interval;
    }

    void announce(SendUrgency urgency) {
        lock.lock();
        try {
            long now = now();
            long wanted =
                    switch (urgency) {
                        case NOW -> now;
                        case LINE -> Math.max(now, lastDeparture + interval);
                        case HEADING -> now + interval;
                        case OPEN_LINE -> now + openLineAge;
                    };
            if (wanted < due) {
                due = wanted;
                sooner.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until something is due. What is announced from now on belongs to the next time.
    void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = due - now(); left > 0; left = due - now()) {
                sooner.awaitNanos(left);
            }
            due = NEVER;
            lastDeparture = now();
        } finally {
            lock.unlock();
        }
    }

    private long now() {
        return System.nanoTime() - origin;
    }
}
