package dev.minijenkin.runner.claimloop;

import java.time.Duration;

/// How threads that speak with the database are ended.
final class Threads {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Threads() {}

    /// Waits for a thread that was asked to end; interrupts it only if it does not.
    static void end(Thread thread) {
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
