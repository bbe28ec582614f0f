package dev.minijenkin.console.run;

import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When something waited and ran, as shares of its run's whole time; NaN: not yet.
record JobSpan(double from, double started, double ended) {
    private static final JobSpan NONE = new JobSpan(Double.NaN, Double.NaN, Double.NaN);

    boolean known() {
        return Double.isFinite(ended);
    }

    static JobSpan of(JobView job, Optional<RunView> run, Instant at) {
        return of(job.times().queued(), job.times().started(), job.times().finished(), run, at);
    }

    static JobSpan of(StepView step, Optional<RunView> run, Instant at) {
        return of(null, step.startedAt(), step.finishedAt(), run, at);
    }

    private static JobSpan of(
            @Nullable Instant from,
            @Nullable Instant started,
            @Nullable Instant ended,
            Optional<RunView> run,
            Instant at) {
        if (run.isEmpty() || (from == null && started == null)) {
            return NONE;
        }
        Instant zero = run.get().times().created();
        Instant end = run.get().times().finished();
        double whole = Math.max(1, Duration.between(zero, end == null ? at : end).toMillis());
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
