package dev.minijenkin.runner.stop;

import java.util.function.BooleanSupplier;

/// Asked again and again by long work of the runner itself, which no signal ends.
@FunctionalInterface
public interface StopCheck {
    /// Of work that nobody stops.
    StopCheck NEVER = () -> {};

    /// Throws [StoppedException] if the work is to end.
    void check();

    /// Ends work when its job must end at once, or, if it does not survive a cancel, when the job
    /// is asked to stop.
    static StopCheck of(StopSignal stop, boolean survivesCancel) {
        return of(stop, () -> survivesCancel);
    }

    /// The same where that is decided when it is cancelled.
    static StopCheck of(StopSignal stop, BooleanSupplier survivesCancel) {
        return () -> {
            if (stop.killed() || (stop.reason().isPresent() && !survivesCancel.getAsBoolean())) {
                throw new StoppedException();
            }
        };
    }
}
