package dev.minijenkin.pipeline.plan;

import java.util.List;

/// A job of a run that is about to be inserted.
///
/// @param key id in the workflow file
/// @param needs keys, spelled as the jobs' own
/// @param labels that a runner must have; never empty
public record PlannedJob(
        String key,
        String name,
        List<String> needs,
        List<String> labels,
        JobDefinition definition) {}
