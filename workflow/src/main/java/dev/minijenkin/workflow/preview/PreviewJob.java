package dev.minijenkin.workflow.preview;

import dev.minijenkin.workflow.plan.PlannedJob;
import java.util.List;
import java.util.Optional;

/// A job that would be part of the run.
///
/// @param key of a called job behind its caller's: `caller/job`
/// @param name for people, behind its caller's: `caller / job`
/// @param needs keys, like its own
/// @param runs what its `if` and those of its callers will say; empty where only the run can tell
public record PreviewJob(
        String key, String name, List<String> needs, PlannedJob job, Optional<Boolean> runs) {}
