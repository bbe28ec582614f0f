package dev.minijenkin.db.run;

import dev.minijenkin.db.JobId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job as progress sees it.
///
/// @param late whether it is planned when its turn comes, or was
/// @param calls the file whose jobs took its place; null before that and where it calls none
/// @param reused whether it ran in an earlier attempt, and its result counts
/// @param guarded whether it enters a concurrency group or an environment before it begins
/// @param outputs JSON object
public record Job(
        JobId id,
        int attempt,
        JobPosition position,
        String name,
        List<String> needs,
        JobForm form,
        boolean late,
        @Nullable String calls,
        LegRules rules,
        JobState state,
        @Nullable Conclusion conclusion,
        @Nullable Cause cause,
        boolean cancelRequested,
        boolean reused,
        boolean guarded,
        String outputs) {
    public String key() {
        return position.key();
    }

    public int matrixIndex() {
        return position.matrixIndex();
    }
}
