package dev.minijenkin.pipeline.workflow;

import java.util.List;
import java.util.Map;

/// A workflow file that can run.
///
/// @param name empty where the file gives none
/// @param runName empty where the file gives none
/// @param triggers by the name of the event, in the order of the file
/// @param jobs in the order of the file; never empty
public record Workflow(
        String name,
        Text runName,
        Map<String, Trigger> triggers,
        Map<String, String> env,
        Defaults defaults,
        List<WorkflowJob> jobs) {}
