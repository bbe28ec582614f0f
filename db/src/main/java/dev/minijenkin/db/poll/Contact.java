package dev.minijenkin.db.poll;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Since when this process gets answers from the database without a pause: who was cut off himself
/// cannot tell others who are silent from others who could not speak. Thread-safe.
public final class Contact {
    /// More than from one sign of life of a runner to the next, and a little more.
    public static final Duration PAUSE = Duration.ofSeconds(12);

    private final LongSupplier nanoTime;
    // Guarded by this.
    private boolean answered;
    private long since;
    private long last;

    /// @param nanoTime as [System#nanoTime]
    public Contact(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// There was an answer just now. Cheap: to be said after each that comes again and again.
    public synchronized void answered() {
        long now = nanoTime.getAsLong();
        if (!answered || now - last > PAUSE.toNanos()) {
            since = now;
        }
        answered = true;
        last = now;
    }

    /// From the first answer after the last pause until the newest one; zero without any.
    public synchronized Duration unbroken() {
        return Duration.ofNanos(last - since);
    }
}
