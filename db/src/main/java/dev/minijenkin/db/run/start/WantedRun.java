package dev.minijenkin.db.run.start;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.PipelineId;
import org.jspecify.annotations.Nullable;

/// A run that somebody asks for, before it has a number.
///
/// @param delivery what asked for it; null only in tests and imports
/// @param event name of the workflow language: `push`
/// @param ref in full: `refs/heads/main`
public record WantedRun(
        PipelineId pipeline, @Nullable DeliveryId delivery, String event, String ref) {}
