package dev.minijenkin.db.view.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job whose log is worth reading beside that of another one.
///
/// @param number of its run
/// @param branch of its run, without refs/heads/
/// @param conclusion null: it has not ended
/// @param sameRun whether it is another job of the same run, and not the same one of another run
public record BesideJob(
        RunId run,
        long number,
        String branch,
        JobId job,
        String name,
        @Nullable Conclusion conclusion,
        Instant started,
        boolean sameRun) {}
