package dev.minijenkin.db.run;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import org.jspecify.annotations.Nullable;

/// A run as progress sees it.
///
/// @param attempt the current one
/// @param cancelRequested whether somebody cancelled this attempt
public record Run(
        RunId id,
        PipelineId pipeline,
        RepositoryId repository,
        long number,
        int attempt,
        RunState state,
        @Nullable Conclusion conclusion,
        String event,
        String ref,
        String commitSha,
        String actor,
        int priority,
        boolean cancelRequested) {}
