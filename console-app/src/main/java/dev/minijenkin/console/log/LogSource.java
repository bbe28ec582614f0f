package dev.minijenkin.console.log;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.log.LogChunk;
import java.util.List;
import java.util.function.IntFunction;

/// Where logs come from.
@FunctionalInterface
public interface LogSource {
    /// A cursor over the log of a job: each call gives the next chunks, at most as many as it is
    /// given.
    IntFunction<List<LogChunk>> open(JobId job);
}
