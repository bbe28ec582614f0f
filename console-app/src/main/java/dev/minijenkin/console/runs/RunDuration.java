package dev.minijenkin.console.runs;

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
        Instant started = run.startedAt();
        Instant finished = run.finishedAt();
        return started == null
                ? Optional.empty()
                : Optional.of(Duration.between(started, finished == null ? now : finished));
    }

    /// As a share of the usual duration; NaN where one of them is not known.
    public static double share(RunView run, Instant now) {
        return of(run, now)
                .map(took ->
                        run.usualSeconds().isPresent() && run.usualSeconds().getAsDouble() > 0
                                ? took.toMillis() / 1000.0 / run.usualSeconds().getAsDouble()
                                : Double.NaN)
                .orElse(Double.NaN);
    }
}
