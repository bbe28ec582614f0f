package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.DatabaseUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says once that the database is away, and once that it is back, whichever of the runner's threads
/// notices. Thread-safe.
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    // Guarded by this.
    private boolean away;

    /// Something did not work.
    ///
    /// @param what the runner was about to do
    synchronized void failed(String what, DatabaseException e) {
        if (!(e instanceof DatabaseUnavailableException)) {
            LOG.error("The runner cannot {}: {}", what, e.getMessage(), e);
        } else if (!away) {
            away = true;
            LOG.warn("The database is away, running jobs go on: {}", e.getMessage());
        }
    }

    /// Something worked.
    synchronized void over() {
        if (away) {
            away = false;
            LOG.info("The database is back");
        }
    }
}
