package dev.minijenkin.console.log.feed;

import dev.minijenkin.db.log.LogPlace;
import java.util.Optional;

/// Lines to show, read on and on. Used by one worker at a time.
@FunctionalInterface
public interface LogFeed {
    /// What came since the last call, or a part of it.
    LogBatch next();

    /// The lines of a chunk that lies ahead, on any worker; empty where it is gone.
    default Optional<LogBatch.Peeked> peek(LogPlace place) {
        return Optional.empty();
    }
}
