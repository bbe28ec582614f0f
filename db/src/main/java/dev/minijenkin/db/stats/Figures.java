package dev.minijenkin.db.stats;

import org.jspecify.annotations.Nullable;

/// The figures of now, right to the second: what is open, and what ended in this minute and the
/// sixty before it.
///
/// @param oldestWaitSeconds 0 where nothing waits
/// @param utilisation busy slots of those that are online, 0 to 1; null: no runner is
/// @param latencyP50 milliseconds from created to started of jobs that ended; null: none did
/// @param latencyP95 the same, of 95 in 100 at most
/// @param latencyP99 the same, of 99 in 100 at most
/// @param successRate of runs neither cancelled nor skipped, 0 to 1; null: none ended
/// @param jobsPerMinute that ended
/// @param locksWaitedFor deployments that wait for an environment
/// @param groupsWaitedFor runs and jobs that wait for their turn in a concurrency group
public record Figures(
        long queueDepth,
        double oldestWaitSeconds,
        @Nullable Double utilisation,
        @Nullable Double latencyP50,
        @Nullable Double latencyP95,
        @Nullable Double latencyP99,
        @Nullable Double successRate,
        double jobsPerMinute,
        long locksHeld,
        long locksWaitedFor,
        long groupsWaitedFor) {}
