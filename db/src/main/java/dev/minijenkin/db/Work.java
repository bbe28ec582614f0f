package dev.minijenkin.db;

import org.jspecify.annotations.Nullable;

/// What is done with a connection. The [Tx] must not leave it.
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
    T in(Tx tx);
}
