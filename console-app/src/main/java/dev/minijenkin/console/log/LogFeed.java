package dev.minijenkin.console.log;

/// Lines to show, read on and on. Used by one worker at a time.
@FunctionalInterface
interface LogFeed {
    /// What came since the last call, or a part of it.
    LogBatch next();
}
