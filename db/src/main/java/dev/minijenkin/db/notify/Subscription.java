package dev.minijenkin.db.notify;

/// Ends what a subscriber gets.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
