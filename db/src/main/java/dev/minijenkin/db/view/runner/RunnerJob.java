package dev.minijenkin.db.view.runner;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job that a runner carries out.
///
/// @param runName `shop-web / ci #12`
/// @param claimed when the runner took it
/// @param usual how long it took in the last runs that succeeded; null: none is known
public record RunnerJob(
        JobId job,
        String name,
        RunId run,
        String runName,
        Instant claimed,
        @Nullable Duration usual) {}
