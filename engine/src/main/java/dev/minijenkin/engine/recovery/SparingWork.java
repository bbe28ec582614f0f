package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.Database;
import java.util.function.LongSupplier;

/// Work that is left out until [#TIMES] as long has passed as it took the last time: it never takes
/// more than a small share of the database, however much there is to be read. Used by one thread.
public final class SparingWork implements ChoreWork {
    static final int TIMES = 20;

    private final ChoreWork work;
    private final LongSupplier nanoTime;
    private long restUntil;

    /// @param nanoTime as [System#nanoTime]
    public SparingWork(ChoreWork work, LongSupplier nanoTime) {
        this.work = work;
        this.nanoTime = nanoTime;
        this.restUntil = nanoTime.getAsLong();
    }

    @Override
    public boolean perform(Database database) {
        long start = nanoTime.getAsLong();
        if (start - restUntil < 0) {
            return true;
        }
        boolean done = work.perform(database);
        long end = nanoTime.getAsLong();
        restUntil = end + (end - start) * TIMES;
        return done;
    }
}
