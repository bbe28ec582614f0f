package dev.minijenkin.cli.part;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/// Times as every command prints them for a person: of the zone of this process, which stands
/// beside them. Programs get ISO 8601 in UTC.
public final class LocalTimes {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private LocalTimes() {}

    /// `2026-11-24 11:00:00 +01:00`.
    public static String text(Instant time) {
        return text(time, ZoneId.systemDefault());
    }

    public static String text(Instant time, ZoneId zone) {
        TemporalAccessor there = time.atZone(zone);
        return FORMAT.format(there);
    }
}
