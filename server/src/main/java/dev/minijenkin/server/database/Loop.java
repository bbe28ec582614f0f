package dev.minijenkin.server.database;

import dev.minijenkin.db.DatabaseUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats one piece of work on a virtual thread of its own: when it is woken, and when its poll is
/// due (with jitter, between half and one and a half of it). Outlives an absence of the database,
/// and every error; one that repeats is logged once. A wake-up that comes while it works counts.
public final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Duration poll;
    private final Runnable turn;
    private final DatabaseOutage outage;
    private final RandomGenerator random;
    private final Semaphore signals = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    // Only of the loop's thread.
    private String lastError = "";

    /// @param name of the thread, and of the work in the log
    /// @param turn safe to be done by several processes at once
    public Loop(
            String name,
            Duration poll,
            Runnable turn,
            DatabaseOutage outage,
            RandomGenerator random) {
        this.poll = poll;
        this.turn = turn;
        this.outage = outage;
        this.random = random;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public Loop start() {
        thread.start();
        return this;
    }

    /// Returns at once.
    public void wake() {
        signals.release();
    }

    /// Lets the turn that is under way end, for a moment.
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                takeTurn();
                await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeTurn() {
        try {
            turn.run();
            lastError = "";
        } catch (DatabaseUnavailableException e) {
            outage.noticed(e);
        } catch (RuntimeException e) {
            if (!lastError.equals(e.toString())) {
                LOG.error("{} failed and is tried again", thread.getName(), e);
            }
            lastError = e.toString();
        }
    }

    private void await() throws InterruptedException {
        long nanos = (long) (poll.toNanos() * random.nextDouble(0.5, 1.5));
        if (signals.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
            signals.drainPermits();
        }
    }
}
