package dev.minijenkin.console.peek;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;

/// What is looked at.
public sealed interface PeekTarget {
    /// The job of a run that failed first.
    record OfRun(RunId run) implements PeekTarget {}

    record OfJob(JobId job) implements PeekTarget {}
}
