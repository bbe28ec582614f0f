package dev.minijenkin.db.trace;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import java.time.Instant;

/// An attempt of a run that ended, to be told to a collector of traces.
///
/// @param trace as it is kept with the run: a traceparent, or the id of a trace that begins with it
/// @param startedAt when its first job was made
public record EndedRun(
        RunId run,
        int attempt,
        Conclusion conclusion,
        Instant startedAt,
        Instant finishedAt,
        String trace,
        Title title) {
    /// What it was, for people.
    public record Title(
            String repository,
            String pipeline,
            long number,
            String event,
            String ref,
            String commit) {}
}
