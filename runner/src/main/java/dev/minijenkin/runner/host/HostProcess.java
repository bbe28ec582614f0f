package dev.minijenkin.runner.host;

import dev.minijenkin.runner.stop.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A process that a [StepHost] started. The thread that started it awaits it.
public interface HostProcess {
    /// Waits until it has ended, by itself or by force.
    ///
    /// @param stop asks it to end, with growing firmness
    /// @param survivesCancel asked when the job is cancelled mildly: whether this process may go on
    ///   all the same (`if: always()`)
    /// @param timeout the step's own limit
    /// @throws InterruptedException if the runner gives up; the process is dead then
    ProcessExit await(StopSignal stop, BooleanSupplier survivesCancel, Optional<Duration> timeout)
            throws InterruptedException;
}
