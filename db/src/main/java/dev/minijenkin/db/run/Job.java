package dev.minijenkin.db.run;

import dev.minijenkin.db.JobId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job as progress sees it.
///
/// @param guarded whether it enters a concurrency group or an environment before it is queued
/// @param outputs JSON object
public record Job(
        JobId id,
        int attempt,
        String key,
        int matrixIndex,
        String name,
        List<String> needs,
        JobState state,
        @Nullable Conclusion conclusion,
        @Nullable Cause cause,
        boolean cancelRequested,
        boolean guarded,
        String outputs) {}
