package dev.minijenkin.db.run;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.group.GroupRules;
import org.jspecify.annotations.Nullable;

/// A run as progress sees it.
///
/// @param attempt the current one
/// @param cancelCause why this attempt was cancelled; null where it was not
/// @param group which it enters as a whole; null where it enters none
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
        @Nullable Cause cancelCause,
        @Nullable GroupRules group) {
    /// Whether somebody cancelled this attempt.
    public boolean cancelRequested() {
        return cancelCause != null;
    }

    /// The same in a group.
    public Run in(GroupRules rules) {
        return new Run(
                id,
                pipeline,
                repository,
                number,
                attempt,
                state,
                conclusion,
                event,
                ref,
                commitSha,
                actor,
                priority,
                cancelCause,
                rules);
    }
}
