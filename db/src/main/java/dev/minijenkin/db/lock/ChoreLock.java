package dev.minijenkin.db.lock;

/// Work that one process at a time does for all: the rows of `chore_locks`.
public enum ChoreLock {
    /// Rolls up what ended.
    FIGURES,
    /// Makes the partitions of logs, and drops old ones.
    LOG_PARTITIONS,
    /// Counts what is open.
    OPEN_WORK,
    /// Deletes what is old.
    RETENTION,
    /// Tells the scale hook what the queue needs: a [ChoreLease].
    SCALE_HOOK,
    /// Puts the logs of jobs that ended into the search index.
    SEARCH_INDEX,
    /// Takes runs whose spans are to be sent.
    TRACES
}
