package dev.minijenkin.console;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A query whose first answer is fetched before anybody asks. Thread-safe.
final class AskedAhead<T> implements Supplier<T> {
    private final Supplier<T> query;
    // Taken by the first who asks.
    private final AtomicReference<@Nullable CompletableFuture<T>> first;

    private AskedAhead(Supplier<T> query, CompletableFuture<T> first) {
        this.query = query;
        this.first = new AtomicReference<>(first);
    }

    static <T> AskedAhead<T> of(Supplier<T> query, Executor workers) {
        return new AskedAhead<>(query, CompletableFuture.supplyAsync(query, workers));
    }

    /// Waits for the answer that is under way; where that failed, and ever after, asks anew.
    @Override
    public T get() {
        CompletableFuture<T> ahead = first.getAndSet(null);
        return Optional.ofNullable(ahead)
                .flatMap(answer ->
                        answer.handle((found, error) -> Optional.ofNullable(found)).join())
                .orElseGet(query);
    }
}
