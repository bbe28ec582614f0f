package dev.minijenkin.db.view.overview;

import org.jspecify.annotations.Nullable;

/// Figures over the last hour: this minute and the sixty before it.
///
/// @param runsFinished neither cancelled nor skipped
/// @param jobsFinished of those that had begun
/// @param latencyP50 of these jobs, milliseconds from created to started, right to a fortieth; null
///   where none ended
/// @param latencyP95 the same, of 95 in 100 at most
public record LastHour(
        long runsFinished,
        long runsSucceeded,
        long jobsFinished,
        @Nullable Double latencyP50,
        @Nullable Double latencyP95) {}
