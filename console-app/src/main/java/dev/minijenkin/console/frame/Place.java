package dev.minijenkin.console.frame;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;

/// Where a person can be.
public sealed interface Place {
    record OverviewPlace() implements Place {}

    /// All runs.
    ///
    /// @param filter text for the filter box
    record RunsPlace(String filter) implements Place {}

    record RunPlace(RunId run) implements Place {}

    record LogPlace(RunId run, JobId job) implements Place {}
}
