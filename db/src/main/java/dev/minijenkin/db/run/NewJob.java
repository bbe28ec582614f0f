package dev.minijenkin.db.run;

import dev.minijenkin.db.JobId;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A job to insert.
///
/// @param labelSet of `label_sets`; empty while `runs-on` is not known yet (it needs earlier
///   outputs)
/// @param definition JSON for the runner
/// @param environment as the file says it; null where the job deploys nowhere
/// @param concurrencyGroup as the file says it; null where it enters none
/// @param claimsLeft how often it may be claimed
/// @param reused on a partial rerun: the finished job of an earlier attempt whose result counts
public record NewJob(
        String key,
        int matrixIndex,
        String name,
        List<String> needs,
        OptionalInt labelSet,
        int priority,
        int timeoutMinutes,
        @Nullable String environment,
        @Nullable String concurrencyGroup,
        int claimsLeft,
        String definition,
        @Nullable JobId reused) {}
