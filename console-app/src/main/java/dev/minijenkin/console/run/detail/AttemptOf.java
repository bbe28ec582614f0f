package dev.minijenkin.console.run.detail;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;

/// Which attempt of a run is looked at.
public sealed interface AttemptOf {
    RunId run();

    /// The last one, also when a rerun makes a new one.
    record Current(RunId run) implements AttemptOf {}

    /// A certain one.
    ///
    /// @param attempt from 1
    record Numbered(RunId run, int attempt) implements AttemptOf {}

    /// The one that a job belongs to.
    record WithJob(RunId run, JobId job) implements AttemptOf {}
}
