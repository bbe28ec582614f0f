package dev.minijenkin.db.stats;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// How the whole installation is, now.
///
/// @param oldestWait zero where nothing waits
/// @param runnersKnown online or silent; those that left in good order do not count
/// @param lastHookAt null where none ever came
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
        OffsetDateTime at) {}
