package dev.minijenkin.db.run;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A job to insert.
///
/// @param late whether it is planned when its turn comes, or was
/// @param labelSet of `label_sets`; empty unless it has steps
/// @param definition JSON for the runner
/// @param environment null where the job deploys nowhere
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
        @Nullable String environment,
        int claimsLeft,
        String definition) {}
