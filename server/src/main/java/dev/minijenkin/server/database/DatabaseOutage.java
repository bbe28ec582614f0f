package dev.minijenkin.server.database;

import dev.minijenkin.db.DatabaseUnavailableException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says once that PostgreSQL is away and once that it is back, whoever notices. Thread-safe.
public final class DatabaseOutage {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseOutage.class);

    private final AtomicBoolean away = new AtomicBoolean();

    /// A statement failed because the database is away.
    public void noticed(DatabaseUnavailableException e) {
        if (Thread.currentThread().isInterrupted()) {
            // Broken off by ourselves.
            return;
        }
        if (away.compareAndSet(false, true)) {
            LOG.warn("{}. The server waits for it and answers hooks with 503", e.getMessage());
        }
    }

    /// A statement succeeded. Cheap: to be said after each.
    public void over() {
        if (away.get() && away.compareAndSet(true, false)) {
            LOG.info("The database is back");
        }
    }
}
