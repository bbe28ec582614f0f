package dev.minijenkin.db.command;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import org.jspecify.annotations.Nullable;

/// A wish.
///
/// @param kind imperative: `trigger`, `rerun`, `cancel`, …
/// @param arguments JSON object
/// @param reason what the person said; null where they said nothing
public record NewCommand(
        String kind,
        String arguments,
        @Nullable String reason,
        @Nullable RunId run,
        @Nullable JobId job,
        @Nullable RepositoryId repository) {}
