package dev.minijenkin.engine.advance;

import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.engine.run.OpenRun;
import dev.minijenkin.engine.run.RunEvents;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Ends a run that cannot go on, because what says how throws: a definition that nobody can read, a
/// mistake of the planner. It would throw again whoever asks it, so that the run, and all that wait
/// for it, would stand still for ever; and what a runner did would never be recorded.
///
/// What passes is thrown on, for its transaction to be tried again: whatever the database says, and
/// an error of the process, which another one may not have.
final class BrokenProgress {
    private static final Logger LOG = LoggerFactory.getLogger(BrokenProgress.class);

    private BrokenProgress() {}

    /// Does some work that lets a run go on, and ends the run where that throws.
    ///
    /// @param run whose lock the transaction holds
    static void guard(Tx tx, Run run, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError e) {
            if (DatabaseException.isBehind(e)) {
                throw e;
            }
            try (var _ = MDC.putCloseable("run", Long.toString(run.id().value()))) {
                LOG.error("Run {} cannot go on and ends", run.id(), e);
            }
            end(tx, run, "The run cannot go on: " + PostgresText.text(e.toString()));
        }
    }

    /// Jobs that wait for anything fail now. Those that a runner has are asked to end, and the run
    /// ends once they have: it is advanced again then.
    private static void end(Tx tx, Run run, String message) {
        List<Job> open =
                Jobs.ofRun(tx, run.id(), run.attempt()).stream()
                        .filter(job -> job.state() != JobState.FINISHED)
                        .toList();
        List<JobId> waiting = open.stream().filter(BrokenProgress::waits).map(Job::id).toList();
        List<Job> others = open.stream().filter(job -> !waits(job)).toList();
        Jobs.finish(
                tx,
                waiting,
                JobResult.withoutRunner(Conclusion.FAILURE, Cause.RUNNER_ERROR, message));
        boolean ends = StopJobs.stop(tx, others, Cause.RUNNER_ERROR, message).asked() == 0;
        if (ends || !waiting.isEmpty()) {
            Annotations.insert(tx, run.id(), run.attempt(), List.of(annotation(message)));
        }
        PendingHandovers handovers = new PendingHandovers();
        if (ends) {
            Runs.finish(tx, run.id(), Conclusion.FAILURE, Cause.RUNNER_ERROR);
            RunEvents.completed(tx, run.id());
            Groups.leave(tx, run.id()).ifPresent(handovers::add);
        }
        Admission.leaveEnded(new OpenRun(tx, run), handovers);
        RunProgress.handOver(tx, handovers);
    }

    private static boolean waits(Job job) {
        return job.form() == JobForm.CALL
                || job.state() == JobState.BLOCKED
                || job.state() == JobState.WAITING;
    }

    private static Annotation annotation(String message) {
        return new Annotation(null, 0, AnnotationLevel.FAILURE, "", message, "", 0, 0);
    }
}
