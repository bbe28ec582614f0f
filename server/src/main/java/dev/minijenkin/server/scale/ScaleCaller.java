package dev.minijenkin.server.scale;

import java.util.Optional;

/// Brings a message to its receiver. Used by one thread.
interface ScaleCaller extends AutoCloseable {
    /// Waits until the receiver has seen to it.
    ///
    /// @return why it has not, in one sentence; empty: it has
    Optional<String> call(ScaleMessage message) throws InterruptedException;

    @Override
    default void close() {}
}
