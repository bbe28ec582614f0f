package dev.minijenkin.runner.host;

import java.time.Duration;

/// How long a process is given before the next, harsher signal.
///
/// @param afterInterrupt between SIGINT and SIGTERM
/// @param afterTerminate between SIGTERM and SIGKILL
/// @param output how long output is awaited after the process ended while one that it left behind
///   still holds it open
public record StopTimeouts(Duration afterInterrupt, Duration afterTerminate, Duration output) {
    public static final StopTimeouts USUAL =
            new StopTimeouts(
                    Duration.ofMillis(7500), Duration.ofMillis(2500), Duration.ofMillis(300));
}
