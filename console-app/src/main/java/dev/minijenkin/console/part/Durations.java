package dev.minijenkin.console.part;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times in the words of the console: `5:27`, `14 min`, `6 min ago`.
public final class Durations {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter SHORT_CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private Durations() {}

    /// `0:38`, `5:27`, `1:04:10`.
    public static String clock(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /// `2.1 s` below ten seconds, then `18 s`, then [#clock].
    public static String exact(Duration duration) {
        long tenths = Math.max(0, duration.toMillis()) / 100;
        if (tenths < 100) {
            return "%d.%d s".formatted(tenths / 10, tenths % 10);
        }
        return tenths < 600 ? tenths / 10 + " s" : clock(duration);
    }

    /// `8 s`, `14 min`, `1 h 12 min`, `3 days`.
    public static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        if (hours < 24) {
            return minutes % 60 == 0 || hours >= 5
                    ? hours + " h"
                    : hours + " h " + minutes % 60 + " min";
        }
        long days = hours / 24;
        return days == 1 ? "1 day" : days + " days";
    }

    /// `22 s ago`, `14 min ago`; the time of day within the day, then the day.
    public static String ago(Instant then, Instant now, ZoneId zone) {
        Duration age = Duration.between(then, now);
        if (age.toMinutes() < 60) {
            return words(age) + " ago";
        }
        boolean today = then.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (today ? SHORT_CLOCK : DAY).format(then.atZone(zone));
    }

    public static String timeOfDay(Instant instant, ZoneId zone) {
        return CLOCK.format(instant.atZone(zone));
    }
}
