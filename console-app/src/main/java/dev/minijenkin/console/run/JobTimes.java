package dev.minijenkin.console.run;

import dev.minijenkin.db.view.JobView;
import dev.minijenkin.db.view.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long jobs and steps took, or take.
public final class JobTimes {
    private JobTimes() {}

    public static Optional<Duration> ran(JobView job, Instant now) {
        return between(job.startedAt(), job.finishedAt(), now);
    }

    public static Optional<Duration> ran(StepView step, Instant now) {
        return between(step.startedAt(), step.finishedAt(), now);
    }

    /// From the moment it could start to the moment it did.
    public static Optional<Duration> waited(JobView job, Instant now) {
        return between(
                job.queuedAt(), job.startedAt() == null ? job.finishedAt() : job.startedAt(), now);
    }

    private static Optional<Duration> between(
            @Nullable Instant from, @Nullable Instant to, Instant now) {
        return from == null
                ? Optional.empty()
                : Optional.of(Duration.between(from, to == null ? now : to));
    }
}
