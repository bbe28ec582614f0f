package dev.minijenkin.workflow.plan;

import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.leg.Leg;
import java.util.List;

/// A job of a run that is about to be inserted: one leg of a job of the file.
///
/// @param key id in the workflow file; the legs of a matrix share it
/// @param name display name
/// @param needs keys, spelled as the jobs' own
/// @param labels that a runner must have; empty unless the job has steps
/// @param definition of a job without steps only what decides when its turn comes
public record PlannedJob(
        String key,
        Leg leg,
        String name,
        List<String> needs,
        JobKind kind,
        List<String> labels,
        JobDefinition definition) {}
