package dev.minijenkin.db.run;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.group.GroupRules;
import org.jspecify.annotations.Nullable;

/// A run as progress sees it.
///
/// @param number counts the runs of the pipeline
/// @param attempt the current one
/// @param onGuests whether its jobs are for guest runners, and for no others
/// @param group which it enters as a whole; null where it enters none
public record Run(
        RunId id,
        PipelineId pipeline,
        RepositoryId repository,
        long number,
        int attempt,
        Status status,
        Origin origin,
        int priority,
        boolean onGuests,
        @Nullable GroupRules group) {
    /// How far its attempt is.
    ///
    /// @param conclusion null until it is finished
    /// @param cancelCause why it was cancelled; null where it was not
    public record Status(
            RunState state, @Nullable Conclusion conclusion, @Nullable Cause cancelCause) {}

    /// What made it run: an event, whose, and on which commit.
    ///
    /// @param ref in full: `refs/heads/main`
    public record Origin(String event, String actor, String ref, String commitSha) {}

    public RunState state() {
        return status.state();
    }

    public @Nullable Conclusion conclusion() {
        return status.conclusion();
    }

    /// Whether somebody cancelled this attempt.
    public boolean cancelRequested() {
        return status.cancelCause() != null;
    }

    /// The same in a group.
    public Run in(GroupRules rules) {
        return new Run(
                id,
                pipeline,
                repository,
                number,
                attempt,
                status,
                origin,
                priority,
                onGuests,
                rules);
    }
}
