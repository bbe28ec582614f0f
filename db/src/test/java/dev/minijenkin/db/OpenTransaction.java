package dev.minijenkin.db;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;

/// A transaction on a connection and a thread of its own that stays open until it is closed, so
/// that another one meets what it has locked.
@NullMarked
public final class OpenTransaction<T> implements AutoCloseable {
    private final CompletableFuture<T> worked = new CompletableFuture<>();
    private final CountDownLatch mayCommit = new CountDownLatch(1);
    private final CompletableFuture<T> committed;

    private OpenTransaction(Database database, Work<T> work) {
        committed =
                later(() ->
                        database.transaction(tx -> {
                            T value = work.in(tx);
                            worked.complete(value);
                            waitForClose();
                            return value;
                        }));
    }

    /// Does the work; the transaction is open then.
    public static <T> OpenTransaction<T> begin(Database database, Work<T> work) {
        OpenTransaction<T> open = new OpenTransaction<>(database, work);
        CompletableFuture.anyOf(open.worked, open.committed).orTimeout(20, TimeUnit.SECONDS).join();
        return open;
    }

    /// Starts a transaction that will be held up by one that is open, and waits until it is.
    public static <T> CompletableFuture<T> heldUp(Database database, Work<T> work) {
        CompletableFuture<T> result = later(() -> database.transaction(work));
        await().until(() -> isHeldUp(database));
        return result.orTimeout(20, TimeUnit.SECONDS);
    }

    /// What the work returned.
    public T value() {
        return worked.join();
    }

    /// Commits.
    @Override
    public void close() {
        mayCommit.countDown();
        committed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static boolean isHeldUp(Database database) {
        return database.statement(tx ->
                !tx.sql()
                        .fetch(
                                """
                                select pid from pg_stat_activity
                                where datname = current_database() and wait_event_type = 'Lock'
                                """)
                        .isEmpty());
    }

    private void waitForClose() {
        try {
            if (!mayCommit.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Somebody waits for it who should pass over it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> CompletableFuture<T> later(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }
}
