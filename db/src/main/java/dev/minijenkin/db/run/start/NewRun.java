package dev.minijenkin.db.run.start;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.group.GroupRules;
import org.jspecify.annotations.Nullable;

/// A run to insert.
///
/// @param group which it enters as a whole, in every attempt; null where it enters none
public record NewRun(
        PipelineId pipeline,
        RepositoryId repository,
        String title,
        Origin origin,
        Commit commit,
        int priority,
        @Nullable GroupRules group,
        Source source) {
    public static final int USUAL_PRIORITY = 50;

    /// What made it run.
    ///
    /// @param event name of the workflow language: `push`
    /// @param actor who caused it, as the event names them
    /// @param delivery what asked for it; null only in tests and imports
    public record Origin(String event, String actor, @Nullable DeliveryId delivery) {}

    /// What it runs at.
    ///
    /// @param ref in full: `refs/heads/main`
    /// @param headBranch branch or tag; of a pull request the branch that it comes from
    /// @param sha 40 hexadecimal digits (64 for SHA-256 repositories)
    /// @param title first line of the message
    public record Commit(String ref, String headBranch, String sha, String title, String author) {}

    /// What it is made from, kept with it.
    ///
    /// @param workflow the file at the commit
    /// @param eventPayload JSON
    /// @param inputs JSON object
    /// @param contexts JSON object: what all of its jobs see alike
    public record Source(byte[] workflow, byte[] eventPayload, String inputs, String contexts) {}
}
