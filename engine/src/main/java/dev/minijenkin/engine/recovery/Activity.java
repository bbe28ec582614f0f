package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.stats.Stats;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Whether anything is under way, asked once for all chores of a process: where nothing is, they
/// have nothing to look for, and an installation that nobody uses costs next to nothing. They begin
/// again within [#ASKED_AFTER] of the first run, and go on for [#GOES_ON] after the last.
/// Thread-safe.
public final class Activity {
    static final Duration ASKED_AFTER = Duration.ofSeconds(3);
    static final Duration GOES_ON = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private long askedAt;
    private long lastSeen;

    /// @param nanoTime as [System#nanoTime]
    public Activity(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastSeen = nanoTime.getAsLong();
        this.askedAt = lastSeen - ASKED_AFTER.toNanos();
    }

    /// Work of a chore that is left out while nothing is under way.
    public ChoreWork during(ChoreWork work) {
        return database -> isQuiet(database) || work.perform(database);
    }

    /// Nothing is under way, nor was a moment ago.
    public boolean isQuiet(Database database) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (now - askedAt >= ASKED_AFTER.toNanos()) {
                if (database.statement(Stats::anythingIsUnderWay)) {
                    lastSeen = now;
                }
                askedAt = now;
            }
            return now - lastSeen >= GOES_ON.toNanos();
        } finally {
            lock.unlock();
        }
    }
}
