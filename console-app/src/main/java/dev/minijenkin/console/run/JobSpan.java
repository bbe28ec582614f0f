package dev.minijenkin.console.run;

import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When something waited and ran, as shares of the whole time of its attempt; NaN: not yet.
record JobSpan(double from, double started, double ended) {
    private static final JobSpan NONE = new JobSpan(Double.NaN, Double.NaN, Double.NaN);

    boolean known() {
        return Double.isFinite(ended);
    }

    /// Of a job whose result was kept from an earlier attempt nothing lies on the axis of this one:
    /// it is a mark at its beginning.
    static JobSpan of(JobView job, Optional<RunDetail> detail, Instant at) {
        if (job.kept()) {
            return detail.isPresent() ? new JobSpan(Double.NaN, 0, 0) : NONE;
        }
        return of(job.times().queued(), job.times().started(), job.times().finished(), detail, at);
    }

    static JobSpan of(StepView step, Optional<RunDetail> detail, Instant at) {
        return of(null, step.startedAt(), step.finishedAt(), detail, at);
    }

    private static JobSpan of(
            @Nullable Instant from,
            @Nullable Instant started,
            @Nullable Instant ended,
            Optional<RunDetail> detail,
            Instant at) {
        if (detail.isEmpty() || (from == null && started == null)) {
            return NONE;
        }
        Instant zero = detail.get().began();
        Instant end = detail.get().ended().orElse(at);
        double whole = Math.max(1, Duration.between(zero, end).toMillis());
        return new JobSpan(
                share(zero, from, whole),
                share(zero, started, whole),
                share(zero, ended == null ? at : ended, whole));
    }

    private static double share(Instant zero, @Nullable Instant instant, double whole) {
        return instant == null
                ? Double.NaN
                : Math.clamp(Duration.between(zero, instant).toMillis() / whole, 0, 1);
    }
}
