package dev.minijenkin.db.run.step;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.run.Conclusion;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// A step as one claim carries it out.
///
/// @param number from 1
/// @param outcome before `continue-on-error`
public record Step(
        ClaimId claim,
        int number,
        String name,
        StepState state,
        @Nullable Conclusion outcome,
        @Nullable Conclusion conclusion,
        @Nullable OffsetDateTime startedAt,
        @Nullable OffsetDateTime finishedAt,
        @Nullable Long firstLine) {}
