package dev.minijenkin.console.overview;

import dev.minijenkin.console.overview.Figure.Tone;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.db.stats.Health;
import dev.minijenkin.db.view.overview.HealthSample;
import dev.minijenkin.db.view.overview.LastHour;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The seven numbers, with a word where one is out of the ordinary.
final class Figures {
    private static final double LONG_WAIT_SECONDS = 60;
    private static final double LONG_QUEUE = 20;
    private static final double SLOW_START_MILLIS = 5000;
    private static final double WORSE_BY = 0.05;

    private final Health health;
    private final List<HealthSample> samples;
    private final LastHour hour;

    Figures(OverviewAnswer answer) {
        this.health = answer.health();
        this.samples = answer.samples();
        this.hour = answer.lastHour();
    }

    Figure queueDepth() {
        double[] values = values(HealthSample::queueDepth);
        Usual usual = Usual.of(values);
        boolean far = usual.isFarAbove(health.queueDepth(), LONG_QUEUE);
        return Figure.of(
                Integer.toString(health.queueDepth()),
                health.queueDepth() == 1 ? "job" : "jobs",
                far ? times(health.queueDepth(), usual) : range(usual, 1, ""),
                far ? Tone.ALERT : Tone.ORDINARY,
                values,
                usual);
    }

    Figure oldestWait() {
        double[] values = values(HealthSample::oldestWaitSeconds);
        Usual usual = Usual.of(values);
        double seconds = health.oldestWait().toMillis() / 1000.0;
        boolean far = usual.isFarAbove(seconds, LONG_WAIT_SECONDS);
        String[] words = Durations.words(health.oldestWait()).split(" ", 2);
        return Figure.of(
                words[0],
                words[1],
                health.queueDepth() == 0
                        ? "nothing waits"
                        : far ? times(seconds, usual) : usualUpTo(usual),
                far ? Tone.ALERT : Tone.ORDINARY,
                values,
                usual);
    }

    Figure utilisation() {
        double[] values =
                values(sample ->
                        sample.slotsTotal() == 0
                                ? Double.NaN
                                : 100.0 * sample.slotsBusy() / sample.slotsTotal());
        boolean none = health.slotsTotal() == 0;
        return Figure.of(
                none
                        ? Figure.UNKNOWN
                        : Long.toString(
                                Math.round(100.0 * health.slotsBusy() / health.slotsTotal())),
                none ? "" : "%",
                none
                        ? "no runner online"
                        : health.slotsBusy()
                                + " of "
                                + counted(health.slotsTotal(), "slot")
                                + " busy",
                none ? Tone.ALERT : Tone.ORDINARY,
                values,
                Usual.of(values));
    }

    Figure latency() {
        double[] p50 = values(sample -> known(sample.latencyP50()));
        double[] p95 = values(sample -> known(sample.latencyP95()));
        Usual usual = Usual.of(p50);
        Usual usualSlow = Usual.of(p95);
        Double median = hour.latencyP50();
        Double slow = hour.latencyP95();
        if (median == null || slow == null) {
            return Figure.of(Figure.UNKNOWN, "", "no job started", Tone.ORDINARY, p50, usual);
        }
        boolean far = usualSlow.isFarAbove(slow, SLOW_START_MILLIS);
        return new Figure(
                seconds(median),
                "s p50",
                seconds(slow),
                "s p95",
                far
                        ? times(slow, usualSlow)
                        : usual.known()
                                ? "usual "
                                        + seconds(usual.high())
                                        + " s and "
                                        + seconds(usualSlow.high())
                                        + " s"
                                : "from created to started",
                far ? Tone.ALERT : Tone.ORDINARY,
                p50,
                p95,
                usual);
    }

    Figure successRate() {
        double[] values =
                values(sample ->
                        sample.runsFinished() == 0
                                ? Double.NaN
                                : 100.0 * sample.runsSucceeded() / sample.runsFinished());
        Double usual = hour.usualSuccess();
        if (hour.runsFinished() == 0) {
            return Figure.of(
                    Figure.UNKNOWN,
                    "",
                    usual == null ? "no run ended" : "usual " + percent(usual) + " %",
                    Tone.ORDINARY,
                    values,
                    Usual.of(new double[0]));
        }
        double rate = (double) hour.runsSucceeded() / hour.runsFinished();
        boolean low = usual != null && rate < usual - WORSE_BY;
        return Figure.of(
                percent(rate),
                "%",
                (low ? "low, " : "")
                        + (usual == null
                                ? hour.runsSucceeded()
                                        + " of "
                                        + counted(hour.runsFinished(), "run")
                                : "usual " + percent(usual) + " %"),
                low ? Tone.WRONG : Tone.ORDINARY,
                values,
                Usual.of(new double[0]));
    }

    Figure throughput() {
        double[] values = values(HealthSample::jobsFinished);
        return Figure.of(
                "%,d".formatted(hour.jobsFinished()),
                "jobs/h",
                counted(hour.runsFinished(), "run") + " ended",
                Tone.ORDINARY,
                values,
                Usual.of(values));
    }

    Figure lockContention() {
        double[] values = values(HealthSample::locksWaitedFor);
        return Figure.of(
                Integer.toString(health.locksWaitedFor()),
                "waiting",
                counted(health.locksHeld(), "lock") + " held",
                Tone.ORDINARY,
                values,
                Usual.of(values));
    }

    private double[] values(ToDoubleFunction<HealthSample> value) {
        return samples.stream().mapToDouble(value).toArray();
    }

    private static double known(@Nullable Integer value) {
        return value == null ? Double.NaN : value;
    }

    private static String times(double value, Usual usual) {
        return "%.0f× the usual".formatted(value / Math.max(1, usual.high()));
    }

    private static String range(Usual usual, double unit, String name) {
        return usual.known()
                ? "usual %.0f to %.0f%s".formatted(usual.low() / unit, usual.high() / unit, name)
                : "last hour";
    }

    private static String usualUpTo(Usual usual) {
        return usual.known()
                ? "usual up to " + Durations.words(Duration.ofSeconds((long) usual.high()))
                : "in the queue";
    }

    private static String seconds(double millis) {
        return millis < 10_000 ? "%.1f".formatted(millis / 1000) : "%.0f".formatted(millis / 1000);
    }

    private static String percent(double share) {
        double percent = 100 * share;
        return percent == Math.rint(percent)
                ? "%.0f".formatted(percent)
                : "%.1f".formatted(percent);
    }

    private static String counted(long count, String noun) {
        return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }
}
