package dev.minijenkin.engine.command;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.RepeatedJobs;
import dev.minijenkin.engine.advance.RunProgress;
import java.util.List;

/// Another attempt of a run.
final class Attempt {
    private Attempt() {}

    /// Begins it, and lets it go on.
    ///
    /// @param run ended, under its lock
    /// @return the number of the new attempt
    static int start(Tx tx, Run run, Repetition repetition, String actor) {
        int attempt = Runs.startAttempt(tx, run.id());
        RepeatedJobs.reuse(tx, ids(repetition.kept()), attempt);
        RepeatedJobs.repeat(tx, ids(repetition.repeated()), attempt, actor);
        RepeatedJobs.reopen(tx, ids(repetition.reopened()), attempt);
        RepeatedJobs.defer(tx, ids(repetition.deferred()), attempt, actor);
        Annotations.insert(
                tx,
                run.id(),
                attempt,
                Annotations.ofRun(tx, run.id(), run.attempt()).stream()
                        .filter(annotation -> annotation.job() == null)
                        .toList());
        RunProgress.begin(tx, Runs.lock(tx, run.id()).orElseThrow());
        return attempt;
    }

    private static List<JobId> ids(List<Job> jobs) {
        return jobs.stream().map(Job::id).toList();
    }
}
