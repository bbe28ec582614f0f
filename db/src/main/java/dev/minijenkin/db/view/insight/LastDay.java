package dev.minijenkin.db.view.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The whole installation in the last 24 hours.
///
/// @param hours the oldest first; those of which nothing is known are not there
/// @param waitedMedian of jobs that ended, from created to started; null: none did
/// @param waitedP95 the same, of 95 in 100 at most
public record LastDay(
        List<Hour> hours, @Nullable Duration waitedMedian, @Nullable Duration waitedP95) {
    /// What ended in an hour, and who was at work.
    ///
    /// @param from its begin
    /// @param jobs that ended
    /// @param runs that ended, neither cancelled nor skipped
    /// @param busy slots at work, on average
    /// @param slots that were there, on average
    public record Hour(
            Instant from, long jobs, long runs, long succeeded, double busy, double slots) {}
}
