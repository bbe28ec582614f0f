package dev.minijenkin.db.view.api.run;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import org.jspecify.annotations.Nullable;

/// Which runs. What is null is not asked for.
///
/// @param ref full
/// @param branch branch or tag that it runs for
public record ApiRunFilter(
        @Nullable RepositoryId repository,
        @Nullable PipelineId pipeline,
        @Nullable String ref,
        @Nullable String branch,
        @Nullable String state,
        @Nullable String conclusion,
        @Nullable String event,
        @Nullable String actor,
        @Nullable String commit) {
    public static final ApiRunFilter ALL =
            new ApiRunFilter(null, null, null, null, null, null, null, null, null);
}
