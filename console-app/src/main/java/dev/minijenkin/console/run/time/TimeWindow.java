package dev.minijenkin.console.run.time;

import java.time.Duration;

/// Which part of a time line is in sight.
///
/// @param from where it begins on the whole line
/// @param length how long it is; zero: the whole line, however long that becomes
public record TimeWindow(Duration from, Duration length) {
    static final TimeWindow WHOLE = new TimeWindow(Duration.ZERO, Duration.ZERO);

    /// So much is in sight at least: closer, steps of a second would be wider than the window.
    private static final Duration LEAST = Duration.ofSeconds(2);

    boolean isWhole() {
        return length.isZero();
    }

    /// What is in sight of a line.
    TimeScale on(TimeScale line) {
        if (isWhole() || length.compareTo(line.whole()) >= 0) {
            return line;
        }
        Duration last = line.whole().minus(length);
        return new TimeScale(line.zero(), from.compareTo(last) > 0 ? last : from, length);
    }

    /// How many times larger than the whole line.
    public double factor(TimeScale line) {
        return (double) line.whole().toMillis() / on(line).whole().toMillis();
    }

    /// Larger or smaller, with one point of it where it is.
    ///
    /// @param by above 1: larger
    /// @param focus that point: 0 to 1 of what is in sight
    TimeWindow zoomed(TimeScale line, double by, double focus) {
        TimeScale now = on(line);
        long next = Math.max(Math.round(now.whole().toMillis() / by), LEAST.toMillis());
        if (next >= line.whole().toMillis()) {
            return WHOLE;
        }
        double point = now.from().toMillis() + focus * now.whole().toMillis();
        return kept(line, Math.round(point - focus * next), next);
    }

    /// The same length elsewhere.
    ///
    /// @param by share of what is in sight; below 0: earlier
    TimeWindow moved(TimeScale line, double by) {
        if (isWhole()) {
            return this;
        }
        TimeScale now = on(line);
        long step = Math.round(by * now.whole().toMillis());
        return kept(line, now.from().toMillis() + step, now.whole().toMillis());
    }

    /// A stretch with some room around it.
    static TimeWindow around(TimeScale line, Duration begin, Duration end) {
        long length = Math.max(Math.round(end.minus(begin).toMillis() * 1.25), LEAST.toMillis());
        if (length >= line.whole().toMillis()) {
            return WHOLE;
        }
        long middle = begin.plus(end).toMillis() / 2;
        return kept(line, middle - length / 2, length);
    }

    private static TimeWindow kept(TimeScale line, long from, long length) {
        long last = Math.max(0, line.whole().toMillis() - length);
        return new TimeWindow(
                Duration.ofMillis(Math.clamp(from, 0, last)), Duration.ofMillis(length));
    }
}
