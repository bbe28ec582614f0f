package dev.minijenkin.console.overview;

import dev.minijenkin.console.overview.Figure.Tone;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.db.stats.Health;
import dev.minijenkin.db.stats.UsualHour;
import dev.minijenkin.db.stats.UsualRange;
import dev.minijenkin.db.view.overview.HealthSample;
import dev.minijenkin.db.view.overview.LastHour;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The seven numbers, with a word where one is out of the ordinary.
final class Figures {
    private static final double LONG_QUEUE = 20;
    private static final int QUARTER = 15;
    private static final String NOTHING_USUAL = "no usual yet";
    private static final double SLOW_START_MILLIS = 5000;

    private final Health health;
    private final List<HealthSample> samples;
    private final LastHour hour;
    private final UsualHour usual;

    Figures(OverviewAnswer answer) {
        this.health = answer.health();
        this.samples = answer.samples();
        this.hour = answer.lastHour();
        this.usual = answer.health().usual();
    }

    Figure queueDepth() {
        UsualRange range = usual.queueDepth();
        boolean far = range.isFarAbove(health.queueDepth(), LONG_QUEUE);
        return Figure.of(
                Integer.toString(health.queueDepth()),
                health.queueDepth() == 1 ? "job" : "jobs",
                far ? times(health.queueDepth(), range) : range(range),
                far ? Tone.ALERT : Tone.ORDINARY,
                values(HealthSample::queueDepth),
                range);
    }

    Figure oldestWait() {
        UsualRange range = usual.oldestWait();
        boolean far = health.waitsLong();
        String[] words = Durations.words(health.oldestWait()).split(" ", 2);
        return Figure.of(
                words[0],
                words[1],
                health.queueDepth() == 0
                        ? "nothing waits"
                        : !far
                                ? usualUpTo(range)
                                : range.known()
                                        ? times(health.oldestWait().toMillis() / 1000.0, range)
                                        : "long",
                far ? Tone.ALERT : Tone.ORDINARY,
                values(HealthSample::oldestWaitSeconds),
                range);
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
                usual.busy());
    }

    Figure latency() {
        double[] p50 = values(sample -> known(sample.latencyP50()));
        double[] p95 = values(sample -> known(sample.latencyP95()));
        UsualRange middle = usual.latencyP50();
        UsualRange slowest = usual.latencyP95();
        Double median = hour.latencyP50();
        Double slow = hour.latencyP95();
        if (median == null || slow == null) {
            return Figure.of(
                    Figure.UNKNOWN,
                    "",
                    hour.jobsFinished() == 0 ? "no job started" : "kept for two days",
                    Tone.ORDINARY,
                    p50,
                    middle);
        }
        boolean far = slowest.isFarAbove(slow, SLOW_START_MILLIS);
        return new Figure(
                seconds(median),
                "s",
                seconds(slow),
                "s",
                far
                        ? times(slow, slowest)
                        : middle.known()
                                ? "usual "
                                        + seconds(middle.high())
                                        + " s and "
                                        + seconds(slowest.high())
                                        + " s"
                                : "from created to started",
                far ? Tone.ALERT : Tone.ORDINARY,
                p50,
                p95,
                middle);
    }

    Figure successRate() {
        double[] values = successes();
        UsualRange none = UsualRange.unknown();
        double share = usual.successRate();
        String usually = Double.isNaN(share) ? "" : "usual " + percent(share) + " %";
        if (hour.runsFinished() == 0) {
            return Figure.of(
                    Figure.UNKNOWN,
                    "",
                    usually.isEmpty() ? "no run ended" : usually,
                    Tone.ORDINARY,
                    values,
                    none);
        }
        boolean low = usual.isLowSuccess(hour.runsSucceeded(), hour.runsFinished());
        return Figure.of(
                percent((double) hour.runsSucceeded() / hour.runsFinished()),
                "%",
                low
                        ? "low, " + usually
                        : usually.isEmpty() || hour.runsFinished() < UsualHour.ENOUGH
                                ? hour.runsSucceeded()
                                        + " of "
                                        + counted(hour.runsFinished(), "run")
                                : usually,
                low ? Tone.WRONG : Tone.ORDINARY,
                values,
                none);
    }

    Figure throughput() {
        return Figure.of(
                "%,d".formatted(hour.jobsFinished()),
                "jobs/h",
                counted(hour.runsFinished(), "run") + " ended",
                Tone.ORDINARY,
                values(HealthSample::jobsFinished),
                usual.jobsFinished());
    }

    Figure lockContention() {
        return Figure.of(
                Integer.toString(health.locksWaitedFor()),
                "waiting",
                counted(health.locksHeld(), "lock") + " held",
                Tone.ORDINARY,
                values(HealthSample::locksWaitedFor),
                usual.locksWaitedFor());
    }

    /// The share of successes in each quarter of an hour: single runs would only jump between
    /// nothing and all.
    private double[] successes() {
        double[] shares = new double[samples.size()];
        for (int i = 0; i < shares.length; i++) {
            int runs = 0;
            int good = 0;
            for (HealthSample sample : samples.subList(Math.max(0, i - QUARTER), i + 1)) {
                runs += sample.runsFinished();
                good += sample.runsSucceeded();
            }
            shares[i] = runs == 0 ? Double.NaN : 100.0 * good / runs;
        }
        return shares;
    }

    private double[] values(ToDoubleFunction<HealthSample> value) {
        return samples.stream().mapToDouble(value).toArray();
    }

    private static double known(@Nullable Integer value) {
        return value == null ? Double.NaN : value;
    }

    private static String times(double value, UsualRange range) {
        return "%.0f× the usual".formatted(value / Math.max(1, range.high()));
    }

    private static String range(UsualRange range) {
        return range.known()
                ? "usual %.0f to %.0f".formatted(range.low(), range.high())
                : NOTHING_USUAL;
    }

    private static String usualUpTo(UsualRange range) {
        return range.known()
                ? "usual up to " + Durations.words(Duration.ofSeconds((long) range.high()))
                : NOTHING_USUAL;
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
