package dev.minijenkin.engine.advance;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hold.Holds;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.workflow.next.JobIf;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cancels an open run whose lock the transaction holds.
///
/// Jobs whose `if` says `always()` or `cancelled()` go on, and begin when their needs have ended:
/// they tidy up, and nothing of the run is held any more. Where the run waits as a whole there is
/// nothing to tidy up, and where nobody approved of its code nothing may: all of them end.
///
/// @param surviving how many jobs go on
public record StopRun(StopJobs jobs, int surviving) {
    /// Cancels it. Its caller lets it go on or end ([RunProgress#advance]), read again.
    ///
    /// @param cause `CANCELLED_BY_COMMAND` or `SUPERSEDED`
    public static StopRun stop(Tx tx, Run run, Cause cause, String message) {
        Runs.requestCancel(tx, run.id(), cause);
        Holds.Kept kept = Holds.releaseAll(tx, run.id());
        boolean none = run.state() == RunState.WAITING || kept == Holds.Kept.UNTIL_APPROVED;
        List<Job> open =
                Jobs.ofRun(tx, run.id(), run.attempt()).stream()
                        .filter(job -> job.state() != JobState.FINISHED)
                        .toList();
        Map<JobId, String> definitions = Jobs.definitions(tx, open.stream().map(Job::id).toList());
        List<Job> stopping =
                open.stream().filter(job -> none || !survives(definitions.get(job.id()))).toList();
        StopJobs stopped = StopJobs.stop(tx, stopping, cause, message);
        if (kept != Holds.Kept.NOTHING) {
            Queue.enqueue(tx, Holds.released(tx, run.id()));
        }
        return new StopRun(stopped, open.size() - stopping.size());
    }

    /// Not where nobody can read what it says.
    private static boolean survives(@Nullable String definition) {
        try {
            return definition != null
                    && JobIf.survivesCancelling(JobDefinitions.decode(definition).condition());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
