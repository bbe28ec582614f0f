package dev.minijenkin.console.log.model;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What the column of times shows.
public enum TimeColumn {
    OFF("off"),
    ABSOLUTE("of day"),
    SINCE_START("since start"),
    SINCE_PREVIOUS("since previous");

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final String label;

    TimeColumn(String label) {
        this.label = label;
    }

    public TimeColumn next() {
        return switch (this) {
            case OFF -> ABSOLUTE;
            case ABSOLUTE -> SINCE_START;
            case SINCE_START -> SINCE_PREVIOUS;
            case SINCE_PREVIOUS -> OFF;
        };
    }

    /// The time of a line in this way.
    ///
    /// @param time milliseconds since the epoch, as are `start` and `previous`
    public String format(long time, long start, long previous, ZoneId zone) {
        return switch (this) {
            case OFF -> "";
            case ABSOLUTE -> CLOCK.format(Instant.ofEpochMilli(time).atZone(zone));
            case SINCE_START -> seconds(time - start);
            case SINCE_PREVIOUS -> "+" + seconds(time - previous);
        };
    }

    /// `0.0`, `41.5`, `1:08.9`, `1:02:08.9`.
    static String seconds(long milliseconds) {
        long tenths = Math.max(0, milliseconds) / 100;
        long seconds = tenths / 10;
        if (seconds < 60) {
            return seconds + "." + tenths % 10;
        }
        if (seconds < 3600) {
            return seconds / 60 + ":" + two(seconds % 60) + "." + tenths % 10;
        }
        return seconds / 3600 + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
    }

    /// Each row in sight asks for its time with every batch of lines: no format is parsed for it.
    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    @Override
    public String toString() {
        return label;
    }
}
