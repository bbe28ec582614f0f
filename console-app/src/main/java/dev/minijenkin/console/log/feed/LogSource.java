package dev.minijenkin.console.log.feed;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogPlace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Where logs come from.
public interface LogSource {
    /// A cursor over the log of a job: each call gives the next chunks, at most as many as it is
    /// given.
    IntFunction<List<LogChunk>> open(JobId job);

    /// Where the chunks lie that follow one in the log of its job.
    List<LogPlace> behind(LogChunk chunk);

    /// Where the chunks lie that follow a place in the log of its job.
    List<LogPlace> behind(LogPlace place);

    /// One chunk; empty where it is gone.
    Optional<LogChunk> chunk(LogPlace place);

    /// How long a job takes where all goes well; empty where that is not known.
    Optional<Duration> usual(JobId job);
}
