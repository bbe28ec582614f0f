package dev.minijenkin.db.outbox;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.run.FirstFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a message about a run, or about a job of it, can tell.
///
/// @param title of the run
/// @param ref full
/// @param jobs how many the attempt has, and how many of them did not end well
/// @param failure what broke first; empty: nothing, or nobody knows
/// @param errorLine what the step that broke said last; empty: nothing
/// @param broken since when its branch fails, or failed until this run; empty: it did not
/// @param job name of the job that it is about; empty: it is about the run
public record ToldRun(
        RunId id,
        String repository,
        String pipeline,
        long number,
        String title,
        String event,
        String ref,
        Commit commit,
        String actor,
        Jobs jobs,
        Optional<FirstFailure> failure,
        String errorLine,
        Optional<Broken> broken,
        String job) {
    /// What it ran for.
    ///
    /// @param title first line of the message; may be empty
    /// @param author may be empty
    public record Commit(String sha, String title, String author) {}

    public record Jobs(int all, int bad) {}

    /// The first run of a branch that failed, since it last succeeded.
    ///
    /// @param lasted so long ago, by the database's clock
    public record Broken(RunId run, long number, @Nullable Instant since, Duration lasted) {}
}
