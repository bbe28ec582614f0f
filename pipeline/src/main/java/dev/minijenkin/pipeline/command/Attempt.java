package dev.minijenkin.pipeline.command;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Annotations;
import dev.minijenkin.db.run.Job;
import dev.minijenkin.db.run.NewJobs;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.pipeline.progress.Progress;
import java.util.List;
import java.util.Set;

/// Another attempt of a run, with a row for each job of the one before.
final class Attempt {
    private Attempt() {}

    /// Begins it, and lets it go on.
    ///
    /// @param run ended, under its lock
    /// @param jobs of the attempt before
    /// @param again those of them that are carried out again
    /// @return the number of the new attempt
    static int start(Tx tx, Run run, List<Job> jobs, Set<Job> again, String actor) {
        int attempt = Runs.startAttempt(tx, run.id());
        List<JobId> kept = jobs.stream().filter(job -> !again.contains(job)).map(Job::id).toList();
        NewJobs.reuse(tx, kept, attempt);
        NewJobs.repeat(tx, again.stream().map(Job::id).toList(), attempt, actor);
        Annotations.insert(
                tx,
                run.id(),
                attempt,
                Annotations.ofRun(tx, run.id(), run.attempt()).stream()
                        .filter(annotation -> annotation.job() == null)
                        .toList());
        Progress.advance(tx, Runs.lock(tx, run.id()).orElseThrow());
        return attempt;
    }
}
