package dev.minijenkin.server.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;

/// Looks again and again, a while after each look has ended, until the scheduler stops.
final class Looks {
    private Looks() {}

    /// @param pause before each look
    static void every(Duration pause, Scheduler scheduler, Runnable look) {
        scheduler.schedule(
                () -> {
                    try {
                        look.run();
                    } finally {
                        every(pause, scheduler, look);
                    }
                },
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
