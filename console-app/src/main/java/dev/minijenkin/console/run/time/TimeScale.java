package dev.minijenkin.console.run.time;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.run.detail.RunDetail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which stretch of time bars are drawn on.
///
/// @param zero when the attempt was asked for: what times are told from
/// @param from where the stretch begins, after that
/// @param whole how long it is; never zero
public record TimeScale(Instant zero, Duration from, Duration whole) {
    private static final List<Duration> STEPS =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(2),
                    Duration.ofHours(6),
                    Duration.ofHours(12),
                    Duration.ofDays(1));

    /// What a run usually takes stretches the line of one that took less, so far at most.
    private static final int STRETCH = 2;

    /// From the beginning on.
    TimeScale(Instant zero, Duration whole) {
        this(zero, Duration.ZERO, whole);
    }

    /// A line of the axis.
    ///
    /// @param at share of the whole
    record Tick(double at, String words) {}

    /// From the beginning of an attempt to its end, or so far.
    public static TimeScale of(RunDetail detail, Instant at) {
        Duration so = Duration.between(detail.began(), detail.ended().orElse(at));
        return new TimeScale(detail.began(), so.toMillis() < 1 ? Duration.ofMillis(1) : so);
    }

    /// As long as the usual run too; where the run has ended, as far as its own bars stay long
    /// enough to be read.
    TimeScale with(Duration usual, boolean open) {
        Duration most = open ? usual : min(usual, whole.multipliedBy(STRETCH));
        return most.compareTo(whole) > 0 ? new TimeScale(zero, most) : this;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /// Where it ends, after the beginning of the attempt.
    Duration until() {
        return from.plus(whole);
    }

    /// Whether any of a stretch lies on it.
    boolean shows(Duration begin, Duration end) {
        return end.compareTo(from) >= 0 && begin.compareTo(until()) <= 0;
    }

    /// How long after the beginning of the attempt an instant is.
    Duration after(Instant instant) {
        return Duration.between(zero, instant);
    }

    /// Where an instant lies, from 0 to 1; NaN where there is none.
    double share(@Nullable Instant instant) {
        return instant == null ? Double.NaN : share(after(instant));
    }

    /// Where a time after the beginning lies, from 0 to 1.
    double share(Duration after) {
        return Math.clamp((double) after.minus(from).toMillis() / whole.toMillis(), 0, 1);
    }

    /// Round times along the line.
    ///
    /// @param most how many have room
    List<Tick> ticks(int most) {
        Duration step = step(Math.max(1, most - 1));
        List<Tick> ticks = new ArrayList<>();
        long before = Math.ceilDiv(from.toMillis(), step.toMillis());
        for (Duration at = step.multipliedBy(before);
                at.compareTo(until()) <= 0;
                at = at.plus(step)) {
            ticks.add(new Tick(share(at), Durations.clock(at)));
        }
        return ticks;
    }

    private Duration step(int most) {
        for (Duration step : STEPS) {
            if (step.multipliedBy(most).compareTo(whole) >= 0) {
                return step;
            }
        }
        Duration day = STEPS.getLast();
        return day.multipliedBy(whole.dividedBy(day) / most + 1);
    }
}
