package dev.minijenkin.db.view.insight;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What ended in some days, of which something ran.
///
/// @param failed timed out ones among them; cancelled ones are neither failed nor succeeded
/// @param median duration of those that succeeded, right to a fortieth; null: none did
/// @param p95 the same, of 95 in 100 at most
public record PeriodFigures(
        long runs, long succeeded, long failed, @Nullable Duration median, @Nullable Duration p95) {
    /// Of those that succeeded or failed, 0 to 1; NaN: there were none.
    public double successRate() {
        return succeeded + failed == 0 ? Double.NaN : (double) succeeded / (succeeded + failed);
    }
}
