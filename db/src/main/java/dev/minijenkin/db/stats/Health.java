package dev.minijenkin.db.stats;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// How the whole installation is, now.
///
/// @param oldestWait zero where nothing waits
/// @param runnersKnown online or silent; those that left in good order do not count
/// @param lastHookAt null where none ever came
/// @param usual what is usual at this hour
/// @param at the database's clock
public record Health(
        int queueDepth,
        Duration oldestWait,
        int runnersOnline,
        int runnersKnown,
        int slotsBusy,
        int slotsTotal,
        int locksHeld,
        int locksWaitedFor,
        int runsOpen,
        @Nullable OffsetDateTime lastHookAt,
        UsualHour usual,
        OffsetDateTime at) {
    /// A minute is no long wait, whatever is usual.
    private static final double MATTERS_SECONDS = 60;

    /// Where nothing usual is known.
    private static final Duration LONG = Duration.ofMinutes(10);

    /// Whether the oldest job of the queue waits longer than it should: far longer than is usual at
    /// this hour, or more than ten minutes where that is not known. The one rule for all who tell.
    public boolean waitsLong() {
        return usual.oldestWait().known()
                ? usual.oldestWait().isFarAbove(oldestWait.toMillis() / 1000.0, MATTERS_SECONDS)
                : oldestWait.compareTo(LONG) > 0;
    }
}
