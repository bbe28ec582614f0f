package dev.minijenkin.console.run.detail;

import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long jobs and steps took, or take.
public final class JobTimes {
    private JobTimes() {}

    public static Optional<Duration> ran(JobView job, Instant now) {
        return between(job.times().started(), job.times().finished(), now);
    }

    /// From the first start to the last end of several, of those that this attempt carried out
    /// itself; where it did none of them, of all.
    public static Optional<Duration> ran(List<JobView> all, Instant now) {
        List<JobView> own = all.stream().filter(job -> !job.kept()).toList();
        List<JobView> jobs = own.isEmpty() ? all : own;
        Optional<Instant> first =
                jobs.stream()
                        .map(job -> job.times().started())
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder());
        boolean goesOn =
                jobs.stream()
                        .anyMatch(job ->
                                job.times().started() != null && job.times().finished() == null);
        Instant last =
                jobs.stream()
                        .filter(job -> job.times().started() != null)
                        .map(job -> job.times().finished())
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(now);
        return first.map(start -> Duration.between(start, goesOn ? now : last));
    }

    public static Optional<Duration> ran(StepView step, Instant now) {
        return between(step.startedAt(), step.finishedAt(), now);
    }

    /// From the moment it could start to the moment it did.
    public static Optional<Duration> waited(JobView job, Instant now) {
        return between(
                job.times().queued(),
                job.times().started() == null ? job.times().finished() : job.times().started(),
                now);
    }

    private static Optional<Duration> between(
            @Nullable Instant from, @Nullable Instant to, Instant now) {
        return from == null
                ? Optional.empty()
                : Optional.of(Duration.between(from, to == null ? now : to));
    }
}
