package dev.minijenkin.db.view.queue;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.view.runs.AskedLabels;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A job that has not begun though nothing of its own run keeps it, or a run that waits as a whole.
///
/// @param job null: the run as a whole
/// @param name of the job; empty: the run as a whole
/// @param since when it entered the queue, else when it began to wait
public record QueuedWork(
        @Nullable JobId job,
        String name,
        OfRun run,
        Waiting waiting,
        Optional<Held> held,
        int priority,
        Instant since) {
    /// What tells it apart from the others.
    public Object key() {
        return job == null ? run.id() : job;
    }

    /// The run that it belongs to.
    ///
    /// @param pipeline `shop-web / ci`
    /// @param actor who started it
    public record OfRun(RunId id, String pipeline, long number, String actor) {
        /// `shop-web / ci #12`.
        public String name() {
            return pipeline + " #" + number;
        }
    }

    /// What it waits for.
    ///
    /// @param reason null: it is in the queue, and waits for a runner
    /// @param message one sentence for a person; empty where there is nothing to say
    /// @param asked of the runner that it waits for
    /// @param away runners with these labels that are silent or drain, as they are: `elm-gpu-01 is
    ///   silent`; empty where it waits for no runner
    /// @param fullLimit the limit that keeps it: `label signing`, `shop/web`; empty: none does
    /// @param place in the line of those with the same labels, from 1; 0: it stands in none
    /// @param startsAt when it likely begins; null: nobody can say
    public record Waiting(
            @Nullable WaitingReason reason,
            String message,
            AskedLabels asked,
            String away,
            String fullLimit,
            long place,
            @Nullable Instant startsAt) {}

    /// That a person holds it.
    ///
    /// @param whole whether the run as a whole is held, and not this job by itself
    /// @param reason empty: none was given
    public record Held(boolean whole, String by, String reason) {}
}
