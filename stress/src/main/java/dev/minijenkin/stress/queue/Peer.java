package dev.minijenkin.stress.queue;

import dev.minijenkin.db.DatabaseConfiguration;
import java.time.Duration;

/// Another queue on PostgreSQL that the bare queue is held against, in the same run on the same
/// database. It is no part of what is shipped: `ServiceLoader` finds it on the class path of tests.
public interface Peer {
    /// In small letters, words joined by dashes.
    String name();

    /// Makes its tables and fills its queue.
    ///
    /// @param clients that work at the same time
    /// @param queued jobs that do nothing
    void open(DatabaseConfiguration configuration, int clients, int queued);

    /// Works, and closes everything.
    ///
    /// @param warmUp before what is measured
    /// @return jobs claimed and completed a second
    double perSecond(Duration warmUp, Duration measured) throws InterruptedException;
}
