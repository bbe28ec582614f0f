package dev.minijenkin.db.view.overview;

import org.jspecify.annotations.Nullable;

/// Figures over the last hour, right to the second.
///
/// @param latencyP50 milliseconds from created to started; null where no job started
/// @param usualSuccess share of successful runs over 30 days; null where none finished
public record LastHour(
        long runsFinished,
        long runsSucceeded,
        long jobsFinished,
        @Nullable Double latencyP50,
        @Nullable Double latencyP95,
        @Nullable Double usualSuccess) {}
