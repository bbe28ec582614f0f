package dev.minijenkin.console.run.detail;

import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a run took or takes.
public final class RunDuration {
    /// A little more than usual is usual.
    private static final double LONG = 1.15;

    private RunDuration() {}

    /// Whether a share of the usual duration is worth a person's look.
    public static boolean isLong(double share) {
        return share > LONG;
    }

    public static Optional<Duration> of(RunView run, Instant now) {
        Instant started = run.times().started();
        Instant finished = run.times().finished();
        return started == null
                ? Optional.empty()
                : Optional.of(Duration.between(started, finished == null ? now : finished));
    }

    /// What successful runs of its pipeline take; empty where none is known.
    public static Optional<Duration> usual(RunView run) {
        return Optional.ofNullable(run.times().usual());
    }

    /// As a share of the usual duration; NaN where one of them is not known.
    public static double share(RunView run, Instant now) {
        Optional<Duration> took = of(run, now);
        Optional<Duration> usual = usual(run).filter(known -> !known.isZero());
        return took.isPresent() && usual.isPresent()
                ? (double) took.get().toMillis() / usual.get().toMillis()
                : Double.NaN;
    }
}
