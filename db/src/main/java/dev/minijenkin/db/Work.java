package dev.minijenkin.db;

/// What is done with a connection. The [Tx] must not leave it.
@FunctionalInterface
public interface Work<T> {
    T in(Tx tx);
}
