package dev.minijenkin.console.log.feed;

/// Lines to show, read on and on. Used by one worker at a time.
@FunctionalInterface
public interface LogFeed {
    /// What came since the last call, or a part of it.
    LogBatch next();
}
