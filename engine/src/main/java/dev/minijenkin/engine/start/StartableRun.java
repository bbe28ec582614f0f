package dev.minijenkin.engine.start;

import dev.minijenkin.engine.run.WorkflowSource;

/// A run that an event starts, ready to be inserted ([RunInsertion]).
public sealed interface StartableRun permits ReadyRun, BrokenRun {
    /// Why it runs.
    TriggerEvent trigger();

    /// The workflow file.
    WorkflowSource source();

    /// Path of the workflow file.
    default String path() {
        return source().path();
    }
}
