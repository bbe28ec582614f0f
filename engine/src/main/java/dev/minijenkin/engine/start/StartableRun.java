package dev.minijenkin.engine.start;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.util.Optional;

/// A run that an event starts, ready to be inserted.
public sealed interface StartableRun permits ReadyRun, BrokenRun {
    /// Path of the workflow file.
    String path();

    /// Inserts the run with all that belongs to it, and lets the jobs that need nothing enter the
    /// queue. A run that cannot be is inserted as one that failed, with annotations that say why.
    ///
    /// @return empty where this delivery has started this pipeline already, or nobody wants the
    ///   pipeline to run
    Optional<RunId> insert(Tx tx);
}
