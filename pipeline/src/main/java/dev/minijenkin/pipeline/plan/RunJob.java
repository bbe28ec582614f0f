package dev.minijenkin.pipeline.plan;

import java.util.List;

/// A job of a run as the planner sees it. Several with the same key are the legs of a matrix.
///
/// @param id any number that tells the job apart
/// @param needs keys of the jobs that must be finished before
public record RunJob(long id, String key, List<String> needs, Stage stage) {
    /// How far it is.
    public sealed interface Stage {
        /// Waits for what it needs.
        record Blocked() implements Stage {}

        /// In the queue, waiting for something else, or with a runner.
        record Open() implements Stage {}

        /// Ended.
        ///
        /// @param result as others see it: a failure that may be is `SUCCESS`
        record Finished(Result result) implements Stage {}
    }
}
