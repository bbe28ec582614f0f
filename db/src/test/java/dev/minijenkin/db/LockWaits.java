package dev.minijenkin.db;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/// Sees which statements wait for a lock in a test database, as long as it is open. It looks again
/// and again, so it misses a wait of a few milliseconds, and none of as much as a lock limit.
@NullMarked
public final class LockWaits implements AutoCloseable {
    private static final String WAITING =
            """
            select query from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """;
    private static final long PAUSE_MILLIS = 10;

    private final Set<String> seen = new LinkedHashSet<>();
    private final Thread thread;
    private volatile boolean closed;

    private LockWaits(TestDatabase database) {
        thread = Thread.ofVirtual().name("lock-waits").unstarted(() -> look(database));
    }

    public static LockWaits watch(TestDatabase database) {
        LockWaits waits = new LockWaits(database);
        waits.thread.start();
        return waits;
    }

    /// The statements that waited; it looks no more.
    public Set<String> seen() throws InterruptedException {
        close();
        thread.join();
        return seen;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void look(TestDatabase database) {
        try {
            while (!closed) {
                seen.addAll(database.rows().texts(WAITING));
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
