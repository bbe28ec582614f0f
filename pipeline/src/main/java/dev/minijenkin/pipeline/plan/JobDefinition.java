package dev.minijenkin.pipeline.plan;

import java.util.List;
import java.util.Map;

/// What a runner carries out for one job: the job of the workflow file after planning, as it is
/// stored in `job_definitions.definition`. Texts may still hold `${{ }}`, which the runner
/// evaluates step by step.
///
/// @param name display name
/// @param env workflow `env` overlaid by the job's, in the order of the file
/// @param defaults `defaults.run` of the workflow overlaid by the job's
/// @param timeoutMinutes after which the job is cancelled
/// @param steps in order; never empty
public record JobDefinition(
        String name,
        Map<String, String> env,
        RunDefaults defaults,
        int timeoutMinutes,
        List<StepDefinition> steps) {}
