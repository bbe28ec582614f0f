package dev.minijenkin.db.view.redgreen;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import java.time.Instant;

/// A run of a branch that has ended.
///
/// @param number within its pipeline
/// @param attempts how often it was tried so far
/// @param title first line of the commit's message
public record BranchRun(
        RunId id,
        long number,
        int attempts,
        Conclusion conclusion,
        String actor,
        String commitSha,
        String title,
        Instant created,
        Instant finished) {
    public String shortSha() {
        return commitSha.substring(0, 7);
    }

    public boolean green() {
        return conclusion == Conclusion.SUCCESS;
    }
}
