package dev.minijenkin.pipeline.workflow;

import java.util.List;
import java.util.Map;

/// A job, as the file says it.
///
/// @param id with the place of its key
/// @param name empty where the file gives none
/// @param needs ids of other jobs
/// @param condition empty where there is no `if`
/// @param runsOn labels; one that is an expression may give several
/// @param timeoutMinutes empty where the file gives none
/// @param continueOnError empty where the file says nothing
/// @param steps never empty
public record WorkflowJob(
        Text id,
        Text name,
        List<Text> needs,
        Text condition,
        List<Text> runsOn,
        Map<String, String> env,
        Defaults defaults,
        Text timeoutMinutes,
        Text continueOnError,
        Map<String, String> outputs,
        List<WorkflowStep> steps) {}
