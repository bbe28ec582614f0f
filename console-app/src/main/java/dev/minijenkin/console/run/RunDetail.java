package dev.minijenkin.console.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.runs.RunView;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A run with all that its page shows.
///
/// @param attempt that jobs and annotations are of
/// @param workflow the file as it was read, where it is broken; empty where jobs tell more
public record RunDetail(
        RunView run,
        int attempt,
        List<JobView> jobs,
        List<Annotation> annotations,
        Optional<WorkflowText> workflow) {
    /// Whether it is the last attempt: only that one can be acted on.
    public boolean isCurrent() {
        return attempt == run.attempt();
    }

    public Optional<JobView> job(JobId id) {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /// The job that a person wants to see first: one that failed, else one that runs, else the
    /// first that started.
    public static Optional<JobView> mostTelling(List<JobView> jobs) {
        return Stream.<Predicate<JobView>>of(
                        job ->
                                job.status().conclusion() == Conclusion.FAILURE
                                        || job.status().conclusion() == Conclusion.TIMED_OUT,
                        job -> job.status().state() == JobState.RUNNING,
                        job -> job.times().started() != null,
                        job -> true)
                .flatMap(wanted -> jobs.stream().filter(wanted).limit(1))
                .findFirst();
    }

    /// The file that gave no job, because it could not be read.
    Optional<WorkflowText> brokenFile() {
        return jobs.isEmpty() ? workflow : Optional.empty();
    }
}
