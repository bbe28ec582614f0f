package dev.minijenkin.db.view.runs;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run as lists and its page show it.
public record RunView(
        RunId id,
        PipelineName pipeline,
        long number,
        int attempt,
        Origin origin,
        Status status,
        Times times,
        JobCounts jobs) {
    /// Whether it has not ended.
    public boolean open() {
        return status.state() != RunState.FINISHED;
    }

    /// `shop-web / ci #12`.
    public String name() {
        return pipeline.title() + " #" + number;
    }

    /// What runs.
    ///
    /// @param name of the workflow, as it calls itself
    public record PipelineName(
            PipelineId id, RepositoryId repository, String repositoryName, String name) {
        /// `shop-web / ci`.
        public String title() {
            return repositoryName + " / " + name;
        }
    }

    /// What made it run: an event, whose, and on which commit.
    ///
    /// @param ref in full: `refs/heads/main`
    /// @param title first line of the commit's message
    public record Origin(String event, String actor, String ref, String commitSha, String title) {
        private static final String BRANCHES = "refs/heads/";
        private static final String TAGS = "refs/tags/";

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
    }

    /// How far it is, as a person sees it.
    ///
    /// @param state of a run that has begun `RUNNING` only while one of its jobs is with a runner:
    ///   else what the others wait for
    public record Status(
            RunState state,
            @Nullable Conclusion conclusion,
            @Nullable Cause cause,
            Waiting waiting) {}

    /// What a run that is open waits for.
    ///
    /// @param reason in the database's word; null where it waits for nothing but runners
    /// @param message one sentence for a person; empty where there is nothing to say
    /// @param labels of the job that waits for a runner: one that nobody could take before the
    ///   others
    public record Waiting(@Nullable String reason, String message, AskedLabels labels) {
        public static Waiting none() {
            return new Waiting(null, "", AskedLabels.none());
        }
    }

    /// When, by the database's clock.
    ///
    /// @param usual how long successful runs of this pipeline usually take; null where none is
    ///   known
    public record Times(
            Instant created,
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable Duration usual) {}

    /// How many jobs the current attempt has.
    ///
    /// @param failed also those that timed out
    public record JobCounts(int all, int failed) {}
}
