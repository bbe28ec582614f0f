package dev.minijenkin.console.run.time;

import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import dev.minijenkin.db.view.run.UsualJob;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// When something waited and ran, as shares of the whole time of its attempt; NaN: not yet.
public record JobSpan(double from, double started, double ended) {
    public static final JobSpan NONE = new JobSpan(Double.NaN, Double.NaN, Double.NaN);

    /// It has its times, and they are not in sight.
    private static final JobSpan OUTSIDE = new JobSpan(Double.NaN, Double.NaN, 0);

    public boolean known() {
        return Double.isFinite(ended);
    }

    /// Of a job whose result was kept from an earlier attempt nothing lies on the axis of this one:
    /// it is a mark at its beginning.
    public static JobSpan of(JobView job, Optional<TimeScale> scale, Instant at) {
        if (job.kept()) {
            return scale.filter(on -> on.from().isZero()).isPresent()
                    ? new JobSpan(Double.NaN, 0, 0)
                    : scale.isPresent() ? OUTSIDE : NONE;
        }
        return of(job.times().queued(), job.times().started(), job.times().finished(), scale, at);
    }

    public static JobSpan of(StepView step, Optional<TimeScale> scale, Instant at) {
        return of(null, step.startedAt(), step.finishedAt(), scale, at);
    }

    /// Of several as one: from the first that waited, or ran, to the last that ended.
    public static JobSpan of(List<JobView> jobs, Optional<TimeScale> scale, Instant at) {
        List<JobSpan> spans =
                jobs.stream().map(job -> of(job, scale, at)).filter(JobSpan::known).toList();
        if (!spans.isEmpty() && spans.stream().allMatch(OUTSIDE::equals)) {
            return OUTSIDE;
        }
        return new JobSpan(
                least(spans.stream().mapToDouble(JobSpan::from)),
                least(spans.stream().mapToDouble(JobSpan::started)),
                spans.stream().mapToDouble(JobSpan::ended).max().orElse(Double.NaN));
    }

    /// Of what is usual.
    public static JobSpan of(UsualJob usual, TimeScale scale) {
        return scale.shows(usual.start(), usual.end())
                ? new JobSpan(Double.NaN, scale.share(usual.start()), scale.share(usual.end()))
                : NONE;
    }

    private static double least(DoubleStream shares) {
        return shares.filter(Double::isFinite).min().orElse(Double.NaN);
    }

    private static JobSpan of(
            @Nullable Instant from,
            @Nullable Instant started,
            @Nullable Instant ended,
            Optional<TimeScale> scale,
            Instant at) {
        if (scale.isEmpty() || (from == null && started == null)) {
            return NONE;
        }
        TimeScale on = scale.get();
        Instant end = ended == null ? at : ended;
        Instant begin = from == null ? started : from;
        if (begin == null || !on.shows(on.after(begin), on.after(end))) {
            return OUTSIDE;
        }
        boolean ahead = started != null && on.after(started).compareTo(on.until()) > 0;
        return new JobSpan(on.share(from), ahead ? Double.NaN : on.share(started), on.share(end));
    }
}
