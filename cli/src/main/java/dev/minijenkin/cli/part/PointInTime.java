package dev.minijenkin.cli.part;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as a person gives it: `2h` (so long ago, or from now; s, m, h, d), a day in UTC, or a
/// whole time with its zone.
public final class PointInTime {
    /// As the database allows for commands.
    private static final Duration FARTHEST = Duration.ofDays(400);

    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

    private PointInTime() {}

    /// One that is past.
    public static Instant parse(String text, Instant now) {
        return at(text, now, -1);
    }

    /// One that is to come.
    ///
    /// @throws CommandFailureException where it is past, or more than 400 days away
    static Instant ahead(String text, Instant now) {
        Instant time = at(text, now, 1);
        if (!time.isAfter(now)) {
            throw new CommandFailureException(
                    "'%s' is past: it is %s now".formatted(text, now.truncatedTo(SECONDS)));
        }
        if (time.isAfter(now.plus(FARTHEST))) {
            throw new CommandFailureException(
                    "'%s' is too far away: at most %d days from now"
                            .formatted(text, FARTHEST.toDays()));
        }
        return time;
    }

    private static Instant at(String text, Instant now, int direction) {
        Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            long count = direction * Long.parseLong(span.group(1));
            return now.plus(
                    switch (span.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new CommandFailureException(
                    "'%s' is no time: write 2h, 2026-11-24 or 2026-11-24T10:00:00Z".formatted(text),
                    e);
        }
    }
}
