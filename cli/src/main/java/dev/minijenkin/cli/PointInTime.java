package dev.minijenkin.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as a person gives it: `2h` (so long ago; s, m, h, d), a day in UTC, or a whole time with
/// its zone.
final class PointInTime {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    private PointInTime() {}

    static Instant parse(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            return now.minus(
                    switch (ago.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandFailureException(
                    "'%s' is no time: write 2h, 2026-11-24 or 2026-11-24T10:00:00Z".formatted(text),
                    e);
        }
    }
}
