package dev.minijenkin.db.search;

import dev.minijenkin.db.run.Conclusion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Of which logs. What is null is not asked for.
///
/// @param pipeline its name, its file, or `REPOSITORY/` and one of them
/// @param branch that the run is of, as `pipeline_runs.head_branch`
/// @param job its key in the workflow file, or its name
/// @param runner name of the runner, ignoring case
/// @param conclusion how the job ended
/// @param since the line came then or later
/// @param until the line came before
public record SearchFacets(
        @Nullable String pipeline,
        @Nullable String branch,
        @Nullable String job,
        @Nullable String runner,
        @Nullable Conclusion conclusion,
        @Nullable Instant since,
        @Nullable Instant until) {
    public static final SearchFacets NONE =
            new SearchFacets(null, null, null, null, null, null, null);
}
