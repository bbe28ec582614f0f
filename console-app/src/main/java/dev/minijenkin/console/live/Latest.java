package dev.minijenkin.console.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/// Questions of which only the latest matters, because the person has changed their mind since: an
/// older answer never arrives, whenever it comes, and whoever looks for it may stop. FX thread
/// only.
public final class Latest<T> {
    private final Background background;
    private final Duration pause;
    private final ReadOnlyBooleanWrapper pending = new ReadOnlyBooleanWrapper();
    private Asked latest = new Asked();
    private Optional<Runnable> afterwards = Optional.empty();

    /// One question. Its latch opens when nobody waits for the answer any more. Thread-safe.
    private static final class Asked {
        private final CountDownLatch over = new CountDownLatch(1);

        private boolean isStale() {
            return over.getCount() == 0;
        }

        /// Whether the question stands for so long.
        private boolean outlasts(Duration pause) {
            try {
                return !over.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /// @param pause how long a question must stand before it is looked into: whoever types asks a
    ///   new one with each character
    public Latest(Background background, Duration pause) {
        this.background = background;
        this.pause = pause;
    }

    /// Whether an answer is waited for.
    public ReadOnlyBooleanProperty pendingProperty() {
        return pending.getReadOnlyProperty();
    }

    public void ask(Function<BooleanSupplier, T> query, Consumer<T> then) {
        ask(query, then, error -> {});
    }

    /// Asks instead of what was asked before, and of what was to be done after that.
    ///
    /// @param query runs on a worker; it is given what says whether its answer is wanted no more
    /// @param then takes the answer, unless another question came
    /// @param otherwise is told what went wrong, unless another question came
    public void ask(
            Function<BooleanSupplier, T> query,
            Consumer<T> then,
            Consumer<RuntimeException> otherwise) {
        cancel();
        Asked mine = new Asked();
        latest = mine;
        pending.set(true);
        background.read(
                () -> answer(query, mine),
                answer -> {
                    if (latest.equals(mine) && answer.isPresent()) {
                        // Before, so that what it leads to may ask again.
                        Optional<Runnable> next = answered();
                        then.accept(answer.get());
                        if (latest.equals(mine)) {
                            next.ifPresent(Runnable::run);
                        }
                    }
                },
                error -> {
                    if (latest.equals(mine)) {
                        answered();
                        otherwise.accept(error);
                    }
                });
    }

    /// Does something with the answer to what is asked now: at once where it is there. It is
    /// forgotten when something else is asked, or when there is no answer.
    public void afterAnswer(Runnable action) {
        if (pending.get()) {
            afterwards = Optional.of(action);
        } else {
            action.run();
        }
    }

    /// Nobody waits for an answer any more.
    public void cancel() {
        latest.over.countDown();
        latest = new Asked();
        answered();
    }

    private Optional<Runnable> answered() {
        Optional<Runnable> next = afterwards;
        afterwards = Optional.empty();
        pending.set(false);
        return next;
    }

    private Optional<T> answer(Function<BooleanSupplier, T> query, Asked asked) {
        if (asked.isStale() || (!pause.isZero() && !asked.outlasts(pause))) {
            return Optional.empty();
        }
        return Optional.of(query.apply(asked::isStale));
    }
}
