package dev.minijenkin.runner.log;

/// A source of lines whose last one may stay open for long: a prompt, a progress bar.
@FunctionalInterface
public interface OpenLine {
    /// Passes the open line on if it has waited since before the given time. Never blocks.
    void releaseIfOlder(long nanoTime);
}
