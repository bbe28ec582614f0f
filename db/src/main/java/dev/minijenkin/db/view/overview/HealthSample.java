package dev.minijenkin.db.view.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One minute of the installation, as housekeeping wrote it down.
///
/// @param latencyP50 of the jobs that ended, milliseconds from created to started; null where none
///   did
public record HealthSample(
        Instant minute,
        int queueDepth,
        int oldestWaitSeconds,
        int slotsBusy,
        int slotsTotal,
        int locksHeld,
        int locksWaitedFor,
        int jobsFinished,
        int runsFinished,
        int runsSucceeded,
        @Nullable Integer latencyP50,
        @Nullable Integer latencyP95) {}
