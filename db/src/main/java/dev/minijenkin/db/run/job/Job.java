package dev.minijenkin.db.run.job;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job as progress sees it.
///
/// @param calls the file whose jobs took its place; null before that and where it calls none
/// @param reused whether it ran in an earlier attempt, and its result counts
/// @param outputs JSON object
public record Job(
        JobId id,
        int attempt,
        JobPosition position,
        String name,
        Plan plan,
        @Nullable String calls,
        Status status,
        boolean reused,
        String outputs) {
    /// What the plan says of it.
    ///
    /// @param needs keys of the jobs that must end before
    /// @param late whether it is planned when its turn comes, or was
    /// @param guarded whether it enters a concurrency group or an environment before it begins
    public record Plan(
            JobForm form, List<String> needs, LegRules rules, boolean late, boolean guarded) {}

    /// How far it is.
    ///
    /// @param conclusion null until it is finished
    /// @param cause of the conclusion; null where there is nothing to explain
    public record Status(
            JobState state,
            @Nullable Conclusion conclusion,
            @Nullable Cause cause,
            boolean cancelRequested) {}

    public String key() {
        return position.key();
    }

    public int matrixIndex() {
        return position.matrixIndex();
    }

    public JobForm form() {
        return plan.form();
    }

    public List<String> needs() {
        return plan.needs();
    }

    public JobState state() {
        return status.state();
    }

    public @Nullable Conclusion conclusion() {
        return status.conclusion();
    }

    public @Nullable Cause cause() {
        return status.cause();
    }
}
