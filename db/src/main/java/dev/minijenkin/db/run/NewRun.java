package dev.minijenkin.db.run;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import org.jspecify.annotations.Nullable;

/// A run to insert.
///
/// @param ref full ref: `refs/heads/main`
/// @param headBranch branch or tag; of a pull request the branch that it comes from
/// @param commitSha 40 hexadecimal digits (64 for SHA-256 repositories)
/// @param actor who caused it, as the event names them
/// @param delivery what asked for it; null only in tests and imports
/// @param workflow the file at the commit
/// @param eventPayload JSON
/// @param inputs JSON object
public record NewRun(
        PipelineId pipeline,
        RepositoryId repository,
        String title,
        String event,
        String ref,
        String headBranch,
        String commitSha,
        String commitTitle,
        String commitAuthor,
        String actor,
        int priority,
        @Nullable DeliveryId delivery,
        byte[] workflow,
        byte[] eventPayload,
        String inputs) {
    public static final int USUAL_PRIORITY = 50;
}
