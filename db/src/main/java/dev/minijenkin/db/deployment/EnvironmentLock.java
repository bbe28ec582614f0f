package dev.minijenkin.db.deployment;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// An environment that is not free, as people see it.
///
/// @param repository its name
/// @param holder the job that deploys: `ship of ci #3`; null: none, and the environment is kept
/// @param runner that carries the holder out; null: none has begun
/// @param connected whether that runner shows that it is connected
/// @param keptBecause why it is kept, as the end of a sentence; null: it is held
/// @param keptUntil null: until a person frees it, or it is held
public record EnvironmentLock(
        String repository,
        String environment,
        @Nullable String holder,
        @Nullable String runner,
        boolean connected,
        @Nullable String keptBecause,
        @Nullable OffsetDateTime keptUntil) {}
