package dev.minijenkin.db.variable;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// A variable, as people see it.
///
/// @param repository name; null: of all
/// @param environment name; null: for all jobs
/// @param updatedBy database role
public record Variable(
        String name,
        String value,
        @Nullable String repository,
        @Nullable String environment,
        String updatedBy,
        OffsetDateTime updatedAt) {}
