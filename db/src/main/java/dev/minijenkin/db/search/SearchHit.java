package dev.minijenkin.db.search;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line that a search found.
///
/// @param origin where it was printed
/// @param line of the claim's log, from 1
/// @param text without colours
/// @param before the lines before it, at most as many as were asked for
/// @param after those behind it
public record SearchHit(
        Origin origin,
        ClaimId claim,
        long line,
        Instant at,
        String text,
        List<String> before,
        List<String> after) {
    /// The job that printed it.
    ///
    /// @param pipeline its name, with its repository's before it
    /// @param number of the run in its pipeline
    /// @param branch empty where the run is of none
    /// @param job its name
    /// @param conclusion null while it is open
    public record Origin(
            JobId id,
            RunId run,
            String pipeline,
            long number,
            String branch,
            String job,
            String runner,
            @Nullable Conclusion conclusion) {}
}
