package dev.minijenkin.stress.reliability;

import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.report.Timeline;
import dev.minijenkin.stress.scenario.StressException;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Waits until as much was done as is wanted, and gives up where nothing goes on.
public final class Progress {
    private static final Duration STUCK = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int TOLD_SECONDS = 15;

    private Progress() {}

    /// Waits for it.
    ///
    /// @param what is counted, for a person
    /// @param done how much was done, asked again and again: may add to the report's plots
    /// @return seconds since the begin of the report's timeline
    public static double await(String what, long wanted, Report report, LongSupplier done)
            throws InterruptedException {
        Timeline time = report.timeline();
        double progress = time.now();
        double told = time.now();
        long before = 0;
        for (long now = done.getAsLong(); now < wanted; now = done.getAsLong()) {
            if (now > before) {
                before = now;
                progress = time.now();
            } else if (time.now() - progress > STUCK.toSeconds()) {
                throw new StressException(
                        "Nothing went on for %d minutes: %,d of %,d %s"
                                .formatted(STUCK.toMinutes(), now, wanted, what));
            }
            if (time.now() - told > TOLD_SECONDS) {
                told = time.now();
                report.line("%4.0f s: %,d of %,d %s".formatted(told, now, wanted, what));
            }
            Thread.sleep(POLL);
        }
        return time.now();
    }
}
