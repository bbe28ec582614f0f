package dev.minijenkin.db.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How many jobs of one thing may be under way at a time. It has a repository or a label.
///
/// @param repository whose jobs; null: those with the label
/// @param label which jobs; null: those of the repository
/// @param taken how many are under way; more than `most` where it was lowered
public record ClaimLimit(
        @Nullable String repository,
        @Nullable String label,
        int most,
        long taken,
        String setBy,
        Instant setAt) {}
