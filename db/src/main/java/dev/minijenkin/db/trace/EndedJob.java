package dev.minijenkin.db.trace;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job that had begun and ended, with the steps of its last claim.
///
/// @param queuedAt when it could have begun; null: it was never in the queue
/// @param cause why it ended so; null for a success
public record EndedJob(
        JobId job,
        ClaimId claim,
        String name,
        String runner,
        @Nullable Instant queuedAt,
        Instant startedAt,
        Instant finishedAt,
        Conclusion conclusion,
        @Nullable Cause cause,
        List<EndedStep> steps) {
    public EndedJob {
        steps = List.copyOf(steps);
    }

    /// A step that had begun.
    ///
    /// @param finishedAt null: its runner was lost before it could say
    /// @param conclusion null as the time is
    public record EndedStep(
            int number,
            String name,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Conclusion conclusion,
            @Nullable Integer exitCode) {}
}
