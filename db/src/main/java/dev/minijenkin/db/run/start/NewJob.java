package dev.minijenkin.db.run.start;

import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobPosition;
import dev.minijenkin.db.run.job.LegRules;
import java.util.List;
import java.util.OptionalInt;

/// A job to insert.
///
/// @param late whether it is planned when its turn comes, or was
/// @param labelSet of `label_sets`; empty unless it has steps
/// @param definition for the runner
/// @param guarded whether it enters a concurrency group or an environment before it begins
/// @param claimsLeft how often it may be claimed
public record NewJob(
        JobPosition position,
        String name,
        List<String> needs,
        JobForm form,
        boolean late,
        LegRules rules,
        OptionalInt labelSet,
        int priority,
        int timeoutMinutes,
        boolean guarded,
        int claimsLeft,
        NewDefinition definition) {}
