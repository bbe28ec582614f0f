package dev.minijenkin.db.view.runs;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A run as lists and its page show it.
///
/// @param pipelineName name of the workflow, as it calls itself
/// @param usual seconds that successful runs of this pipeline usually take; null where none is
///   known
/// @param waitsFor what the first waiting job waits for, in the database's word; null where none
///   does
/// @param jobs of the current attempt
public record RunView(
        RunId id,
        PipelineId pipeline,
        RepositoryId repository,
        String repositoryName,
        String pipelineName,
        long number,
        int attempt,
        RunState state,
        @Nullable Conclusion conclusion,
        @Nullable Cause cause,
        String title,
        String event,
        String ref,
        String commitSha,
        String actor,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Double usual,
        @Nullable String waitsFor,
        int jobs,
        int jobsFinished,
        int jobsFailed) {
    private static final String BRANCHES = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    public boolean open() {
        return state != RunState.FINISHED;
    }

    public boolean onTag() {
        return ref.startsWith(TAGS);
    }

    /// Branch or tag without its folder.
    public String shortRef() {
        if (ref.startsWith(BRANCHES)) {
            return ref.substring(BRANCHES.length());
        }
        return onTag() ? ref.substring(TAGS.length()) : ref;
    }

    public String shortSha() {
        return commitSha.substring(0, 7);
    }

    /// `shop-web / ci`.
    public String pipelineTitle() {
        return repositoryName + " / " + pipelineName;
    }

    public OptionalDouble usualSeconds() {
        return usual == null ? OptionalDouble.empty() : OptionalDouble.of(usual);
    }
}
