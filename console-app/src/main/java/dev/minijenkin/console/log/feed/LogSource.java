package dev.minijenkin.console.log.feed;

import dev.minijenkin.db.ClaimId;
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
    ///
    /// @param claim that the chunk is of
    /// @param seq of the chunk, in its claim
    List<LogPlace> behind(JobId job, ClaimId claim, int seq);

    /// One chunk; empty where it is gone.
    Optional<LogChunk> chunk(LogPlace place);

    /// How long a job takes where all goes well; empty where that is not known.
    Optional<Duration> usual(JobId job);
}
