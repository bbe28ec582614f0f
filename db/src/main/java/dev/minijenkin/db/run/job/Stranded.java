package dev.minijenkin.db.run.job;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import org.jspecify.annotations.Nullable;

/// A job, or a run as a whole, in a state that nothing leads out of.
///
/// @param job null where it is the run
public record Stranded(Kind kind, RunId run, @Nullable JobId job) {
    /// What does not fit together.
    public enum Kind {
        /// It is queued, and has no place in the queue: no runner takes it.
        NOT_IN_QUEUE,
        /// It has a place in the queue, and is not queued: whoever claims it fails.
        WRONGLY_IN_QUEUE,
        /// A runner has it, says its state, and there is no live claim: nobody carries it out.
        NOT_CLAIMED,
        /// A claim of it is live, and no runner is to have it: it occupies one, and keeps the next
        /// from claiming it.
        WRONGLY_CLAIMED,
        /// It waits for its concurrency group, and is not in line there.
        NOT_IN_GROUP,
        /// It waits for the lock of its environment, and is not in line there: its environment was
        /// deleted, say.
        NOT_AT_ENVIRONMENT,
        /// It waits to be released, and nobody holds it.
        NOT_HELD,
        /// The run waits as a whole for its concurrency group, and is not in line there.
        RUN_NOT_IN_GROUP,
        /// All jobs of the run have ended, and the run has not.
        RUN_NOT_ENDED
    }
}
