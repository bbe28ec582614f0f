package dev.minijenkin.pipeline.progress;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Job;
import dev.minijenkin.db.run.JobResult;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.run.Jobs;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Ends open jobs of a run whose lock the transaction holds: those that no runner has end at once,
/// the runners of the others are asked.
///
/// @param ended how many ended
/// @param asked how many a runner was asked to end
public record StopJobs(int ended, int asked) {
    /// @param cause `CANCELLED_BY_COMMAND` or `SUPERSEDED`
    public static StopJobs stop(Tx tx, List<Job> open, Cause cause, String message) {
        List<JobId> queued = ids(open, Set.of(JobState.QUEUED));
        Set<JobId> idle = new HashSet<>(ids(open, Set.of(JobState.BLOCKED, JobState.WAITING)));
        if (!queued.isEmpty()) {
            idle.addAll(Queue.remove(tx, queued));
        }
        int asked = 0;
        for (Job job : open) {
            if (idle.contains(job.id())) {
                Jobs.finish(
                        tx,
                        job.id(),
                        JobResult.withoutRunner(Conclusion.CANCELLED, cause, message));
            } else {
                // With a runner, or taken by one in this moment.
                asked++;
                Jobs.requestCancel(tx, job.id(), cause)
                        .ifPresent(runner -> tx.hint(Topic.RUNNER, runner));
            }
        }
        return new StopJobs(idle.size(), asked);
    }

    /// "2 jobs ended, the runner of 1 job was asked to end it".
    public String shown() {
        if (asked == 0) {
            return "%s ended".formatted(jobs(ended));
        }
        String rest = "the runner of %s was asked to end it".formatted(jobs(asked));
        return ended == 0 ? rest : "%s ended, %s".formatted(jobs(ended), rest);
    }

    private static String jobs(int count) {
        return count == 1 ? "1 job" : count + " jobs";
    }

    private static List<JobId> ids(List<Job> jobs, Set<JobState> states) {
        return jobs.stream().filter(job -> states.contains(job.state())).map(Job::id).toList();
    }
}
