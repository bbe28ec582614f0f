package dev.minijenkin.db.outbox;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Conclusion;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// A job of which a forge does not know yet how it stands.
///
/// @param name of the pipeline and the job, by which people know it
/// @param stand how it stands now
/// @param conclusion empty: it has none yet
/// @param message why it ended so, where it says; may be empty
/// @param failed what broke in it; empty: nothing, or no step of it
/// @param check id of its check at the forge; empty: it has none yet
/// @param annotations how many of its annotations the forge has
public record OpenCheck(
        JobId job,
        String name,
        String commit,
        Stand stand,
        Optional<Conclusion> conclusion,
        String message,
        Optional<FailedStep> failed,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        OptionalLong check,
        int annotations) {
    /// How a check can stand; the words of `check_runs.told`.
    public enum Stand {
        QUEUED,
        IN_PROGRESS,
        COMPLETED
    }

    /// The first step that failed.
    ///
    /// @param exitCode empty: no process of it ended
    public record FailedStep(String name, Optional<Integer> exitCode) {}
}
