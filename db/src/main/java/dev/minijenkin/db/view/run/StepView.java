package dev.minijenkin.db.view.run;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.step.StepState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A step of a job, under its last claim.
///
/// @param firstLine of the claim's log, from 1; 0 before it began
public record StepView(
        JobId job,
        ClaimId claim,
        int number,
        String name,
        StepState state,
        @Nullable Conclusion conclusion,
        @Nullable Integer exitCode,
        long firstLine,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
