package dev.minijenkin.engine.advance;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.job.StrandedJobs;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Ends open jobs of a run whose lock the transaction holds: those that no runner has end at once,
/// the runners of the others are asked. A call whose jobs have taken its place ends with them.
///
/// @param ended how many ended
/// @param asked how many a runner was asked to end
public record StopJobs(int ended, int asked) {
    /// Stops them.
    ///
    /// @param cause that the jobs end with, also those with a runner
    /// @param message one sentence for a person
    public static StopJobs stop(Tx tx, List<Job> open, Cause cause, String message) {
        List<JobId> queued = ids(open, Set.of(JobState.QUEUED));
        Set<JobId> idle = new HashSet<>(ids(open, Set.of(JobState.BLOCKED, JobState.WAITING)));
        if (!queued.isEmpty()) {
            idle.addAll(Queue.remove(tx, queued));
        }
        List<JobId> elsewhere =
                open.stream()
                        .filter(job -> job.form() != JobForm.CALL && !idle.contains(job.id()))
                        .map(Job::id)
                        .toList();
        if (!elsewhere.isEmpty()) {
            // There would be no runner to ask.
            idle.addAll(StrandedJobs.unclaimed(tx, elsewhere));
        }
        if (!idle.isEmpty()) {
            Jobs.finish(tx, idle, JobResult.withoutRunner(Conclusion.CANCELLED, cause, message));
        }
        // With a runner, or taken by one in this moment; or a call.
        List<Job> busy = open.stream().filter(job -> !idle.contains(job.id())).toList();
        if (!busy.isEmpty()) {
            Jobs.requestCancel(tx, busy.stream().map(Job::id).toList(), cause)
                    .forEach(runner -> tx.hint(Topic.RUNNER, runner));
        }
        long calls = busy.stream().filter(job -> job.form() == JobForm.CALL).count();
        return new StopJobs(idle.size(), busy.size() - (int) calls);
    }

    /// Stops a job, and those that are open because it calls them.
    public static StopJobs stopWithCalled(Tx tx, Run run, Job job, Cause cause, String message) {
        return stop(tx, withCalled(tx, run, job), cause, message);
    }

    /// A job, and of the others those that are open because it calls them.
    public static List<Job> withCalled(Tx tx, Run run, Job job) {
        if (job.form() != JobForm.CALL) {
            return List.of(job);
        }
        String below = job.position().scope() + "/";
        return Jobs.ofRun(tx, run.id(), run.attempt()).stream()
                .filter(other -> other.state() != JobState.FINISHED)
                .filter(other -> other.id().equals(job.id()) || other.key().startsWith(below))
                .toList();
    }

    private static List<JobId> ids(List<Job> jobs, Set<JobState> states) {
        return jobs.stream().filter(job -> states.contains(job.state())).map(Job::id).toList();
    }
}
