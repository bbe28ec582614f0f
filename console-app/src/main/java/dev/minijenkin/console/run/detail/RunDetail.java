package dev.minijenkin.console.run.detail;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.run.step.StepState;
import dev.minijenkin.db.view.run.AttemptView;
import dev.minijenkin.db.view.run.FirstFailure;
import dev.minijenkin.db.view.run.Holder;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.RunStory;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A run with all that its page shows.
///
/// @param attempt that jobs and annotations are of
/// @param failure what went wrong first in it; empty where nothing did
/// @param story what people did with the run
/// @param holders of what it waits for
/// @param workflow the file as it was read, where it is broken; empty where jobs tell more
public record RunDetail(
        RunView run,
        int attempt,
        List<JobView> jobs,
        List<Annotation> annotations,
        Optional<FirstFailure> failure,
        RunStory story,
        List<Holder> holders,
        Optional<WorkflowText> workflow) {
    /// Whether it is the last attempt: only that one can be acted on.
    public boolean isCurrent() {
        return attempt == run.attempt();
    }

    /// When the attempt that is shown was asked for: where its time line begins.
    public Instant began() {
        return story.attempt(attempt).map(AttemptView::began).orElse(run.times().created());
    }

    /// How many of its jobs and steps have ended.
    public long endedParts() {
        return jobs.stream()
                .mapToLong(job ->
                        (job.times().finished() == null ? 0 : 1)
                                + job.steps().stream()
                                        .filter(step -> step.state() == StepState.FINISHED)
                                        .count())
                .sum();
    }

    /// When the last job of the attempt ended; empty while some are not over.
    public Optional<Instant> ended() {
        boolean over = jobs.stream().allMatch(job -> job.times().finished() != null);
        return over
                ? jobs.stream()
                        .map(job -> job.times().finished())
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                : Optional.empty();
    }

    /// Who holds what a job waits for; empty where nobody does, or it waits for something else.
    public Optional<Holder> holder(JobId job) {
        return holders.stream().filter(of -> job.equals(of.waits())).findFirst();
    }

    /// The first job that waits for a person's yes or no.
    public Optional<JobView> undecided() {
        return isCurrent()
                ? jobs.stream()
                        .filter(job -> job.status().waitingFor() == WaitingReason.APPROVAL)
                        .findFirst()
                : Optional.empty();
    }

    public Optional<JobView> job(JobId id) {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /// The job that a person wants to see first: one that failed, else one that runs, else the
    /// first that started.
    public static Optional<JobView> mostTelling(List<JobView> jobs) {
        return Stream.<Predicate<JobView>>of(
                        RunDetail::failed,
                        job -> job.status().state() == JobState.RUNNING,
                        job -> job.times().started() != null,
                        job -> true)
                .flatMap(wanted -> jobs.stream().filter(wanted).limit(1))
                .findFirst();
    }

    /// Whether a job failed or ran out of time.
    public static boolean failed(JobView job) {
        return job.status().conclusion() == Conclusion.FAILURE
                || job.status().conclusion() == Conclusion.TIMED_OUT;
    }

    /// The file that gave no job, because it could not be read.
    public Optional<WorkflowText> brokenFile() {
        return jobs.isEmpty() ? workflow : Optional.empty();
    }
}
