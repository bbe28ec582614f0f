package dev.minijenkin.db.poll;

import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.DatabaseUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says once that the database is away, and once that it is back, whichever thread of the process
/// notices. Thread-safe.
public final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String meanwhile;
    // Guarded by this.
    private boolean away;

    /// @param meanwhile what the process does until the database is back, as the end of a sentence:
    ///   "running jobs go on"
    public Outage(String meanwhile) {
        this.meanwhile = meanwhile;
    }

    /// Something did not work.
    ///
    /// @param what the process was about to do: "take jobs"
    public synchronized void failed(String what, DatabaseException e) {
        if (Thread.currentThread().isInterrupted()) {
            LOG.debug("Broken off by the process itself: {}", what);
        } else if (!(e instanceof DatabaseUnavailableException unavailable)) {
            LOG.error("This process cannot {}: {}", what, e.getMessage(), e);
        } else if (unavailable.heldUp()) {
            LOG.debug("Somebody is in the way: {}: {}", what, e.getMessage());
        } else if (!away) {
            away = true;
            LOG.warn("The database is away, {}: {}", meanwhile, e.getMessage());
        }
    }

    /// Something worked. Cheap: to be said after each success.
    public synchronized void over() {
        if (away) {
            away = false;
            LOG.info("The database is back");
        }
    }
}
