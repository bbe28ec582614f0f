package dev.minijenkin.db.listener;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run that somebody listens to, with all that those are told.
///
/// @param number of the run in its pipeline
/// @param attempt the current one
/// @param event that started it
/// @param conclusion null until it is finished
/// @param chain how many runs, each started by the one before, led to it
public record HeardRun(
        RunId id,
        Origin repository,
        Workflow pipeline,
        long number,
        int attempt,
        String title,
        String event,
        String actor,
        @Nullable Conclusion conclusion,
        Commit commit,
        Times times,
        int chain) {
    /// Its repository.
    public record Origin(RepositoryId id, String name, String defaultBranch) {}

    /// Its pipeline.
    ///
    /// @param path of the file
    public record Workflow(PipelineId id, String name, String path) {}

    /// What it was made from.
    ///
    /// @param branch or tag; of a pull request the branch that it comes from
    public record Commit(String branch, String sha, String title, String author) {}

    /// By the database's clock.
    ///
    /// @param started null until a job of the attempt began
    /// @param told of this transaction
    public record Times(Instant created, @Nullable Instant started, Instant told) {}
}
