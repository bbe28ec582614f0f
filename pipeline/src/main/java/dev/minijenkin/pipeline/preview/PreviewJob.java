package dev.minijenkin.pipeline.preview;

import dev.minijenkin.pipeline.plan.PlannedJob;
import java.util.Optional;

/// A job that would be part of the run.
///
/// @param runs what its `if` will say; empty where only the run can tell
public record PreviewJob(PlannedJob job, Optional<Boolean> runs) {}
