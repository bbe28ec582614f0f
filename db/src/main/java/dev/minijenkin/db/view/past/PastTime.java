package dev.minijenkin.db.view.past;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A minute of the past as a person writes it.
public final class PastTime {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,5})\\s*([mhd])(\\s+ago)?");
    private static final Pattern CLOCK = Pattern.compile("[0-9]{1,2}:[0-9]{2}");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DAY_AND_CLOCK =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[ t]([0-9]{2}:[0-9]{2})");
    private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);

    private PastTime() {}

    /// `14:02`: the last time that the clock of the person showed it; `2026-11-29`, `2026-11-29
    /// 14:02`: by that clock too; `30m`, `2h`, `1d`: so long ago; else a time as ISO 8601 writes
    /// it.
    ///
    /// @throws IllegalArgumentException that says in one sentence what is wrong
    public static Instant of(String text, Instant now, ZoneId zone) {
        String said = text.strip().toLowerCase(Locale.ROOT);
        try {
            Instant at = read(said, now, zone).truncatedTo(ChronoUnit.MINUTES);
            if (at.isAfter(now)) {
                throw new IllegalArgumentException(text.strip() + " has not come yet");
            }
            return at;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\""
                            + text.strip()
                            + "\" is no time: write 14:02, 2026-11-29 14:02, 30m, 2h or 1d",
                    e);
        }
    }

    private static Instant read(String said, Instant now, ZoneId zone) {
        Matcher ago = AGO.matcher(said);
        Matcher both = DAY_AND_CLOCK.matcher(said);
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            return now.minus(
                    switch (ago.group(2)) {
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        } else if (CLOCK.matcher(said).matches()) {
            ZonedDateTime today = now.atZone(zone).with(LocalTime.parse(said, HOURS));
            return (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
        } else if (DAY.matcher(said).matches()) {
            return LocalDate.parse(said).atStartOfDay(zone).toInstant();
        } else if (both.matches()) {
            return LocalDateTime.parse(both.group(1) + "T" + both.group(2))
                    .atZone(zone)
                    .toInstant();
        }
        return OffsetDateTime.parse(said.toUpperCase(Locale.ROOT)).toInstant();
    }
}
