package dev.minijenkin.runner.log;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Says when the next append leaves. Thread-safe.
///
/// Every line announces itself, so that the usual answer takes no lock: something leaves early
/// enough already. Whoever announces has added before, and whoever leaves looks afterwards.
final class SendSchedule {
    private static final long NEVER = Long.MAX_VALUE;

    /// So long may a job be under way and be over before its first line leaves alone: then it goes
    /// with the result. Nobody who looks at a screen sees the difference.
    private static final long LINGER = Duration.ofMillis(5).toNanos();

    private final long interval;
    private final long openLineAge;
    private final long origin = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sooner = lock.newCondition();
    // Written under lock; nanoseconds since origin.
    private volatile long due = NEVER;
    private volatile long lastDeparture;

    SendSchedule(Duration interval, Duration openLineAge) {
        this.interval = interval.toNanos();
        this.openLineAge = openLineAge.toNanos();
        this.lastDeparture = -this.interval;
    }

    void announce(SendUrgency urgency) {
        if (wanted(urgency) >= due) {
            return;
        }
        lock.lock();
        try {
            long wanted = wanted(urgency);
            if (wanted < due) {
                due = wanted;
                sooner.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private long wanted(SendUrgency urgency) {
        long now = now();
        return switch (urgency) {
            case NOW -> now;
            case FIRST -> now + LINGER;
            case LINE -> Math.max(now, lastDeparture + interval);
            case HEADING -> now + interval;
            case OPEN_LINE -> now + openLineAge;
        };
    }

    /// Waits until something is due. What is announced from now on belongs to the next time.
    void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = due - now(); left > 0; left = due - now()) {
                sooner.awaitNanos(left);
            }
            lastDeparture = now();
            due = NEVER;
        } finally {
            lock.unlock();
        }
    }

    private long now() {
        return System.nanoTime() - origin;
    }
}
