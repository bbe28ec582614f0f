package dev.minijenkin.runner.stop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries the wish to stop one job to whatever that job is doing just now.
///
/// The first mild reason is kept; one that kills replaces it. Shared between threads, guarded by
/// `this`; listeners are called outside the lock by the thread that asks.
public final class StopSignal {
    private final List<Consumer<StopReason>> listeners = new ArrayList<>();
    private @Nullable StopReason first;
    private @Nullable StopReason reason;

    /// Asks the job to stop. Asking again for the same or a milder reason does nothing.
    public void ask(StopReason asked) {
        List<Consumer<StopReason>> told;
        synchronized (this) {
            boolean news = reason == null || (asked.kills() && asked.compareTo(reason) > 0);
            if (!news) {
                return;
            }
            reason = asked;
            first = first == null ? asked : first;
            told = List.copyOf(listeners);
        }
        told.forEach(listener -> listener.accept(asked));
    }

    public synchronized Optional<StopReason> reason() {
        return Optional.ofNullable(reason);
    }

    /// The reason that came first: why the job ended, whatever it took to end it.
    public synchronized Optional<StopReason> first() {
        return Optional.ofNullable(first);
    }

    /// Whether nothing may be written any more.
    public synchronized boolean lost() {
        return reason == StopReason.CLAIM_LOST;
    }

    /// Whether nothing further of the job may begin.
    public synchronized boolean killed() {
        return reason != null && reason.kills();
    }

    /// Tells the listener of what is asked from now on, and at once of what was asked already: who
    /// begins after a cancel must know whether it may.
    public Subscription subscribe(Consumer<StopReason> listener) {
        StopReason asked;
        synchronized (this) {
            listeners.add(listener);
            asked = reason;
        }
        if (asked != null) {
            listener.accept(asked);
        }
        return () -> {
            synchronized (this) {
                listeners.remove(listener);
            }
        };
    }

    /// What [#subscribe] gives.
    @FunctionalInterface
    public interface Subscription {
        void end();
    }
}
