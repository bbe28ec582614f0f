package dev.minijenkin.console.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a command is to be carried out, as a person writes it.
sealed interface DueTime {
    /// As soon as it can be taken back no more.
    record Now() implements DueTime {}

    record Later(Instant at) implements DueTime {
        /// `22:00`, or with its day where that is another one.
        String said(Instant now, ZoneId zone) {
            ZonedDateTime then = at.atZone(zone);
            boolean today = then.toLocalDate().equals(now.atZone(zone).toLocalDate());
            return (today ? CLOCK : DAY).format(then);
        }
    }

    /// It cannot be told.
    ///
    /// @param why a sentence for the person
    record Unclear(String why) implements DueTime {}

    DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);
    Pattern SPAN = Pattern.compile("([0-9]{1,5})\\s*([mhd])");
    Pattern TIME = Pattern.compile("([0-9]{1,2}):([0-9]{2})");

    /// As the database allows for commands.
    Duration FARTHEST = Duration.ofDays(400);

    /// `22:00`: the next time that the clock of the person shows it; `30m`, `2h`, `1d`: so long
    /// from now; nothing: now.
    static DueTime of(String text, Instant now, ZoneId zone) {
        String said = text.strip().toLowerCase(Locale.ROOT);
        if (said.isEmpty()) {
            return new Now();
        }
        Matcher span = SPAN.matcher(said);
        if (span.matches()) {
            long count = Long.parseLong(span.group(1));
            Duration until =
                    switch (span.group(2)) {
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    };
            return until.compareTo(FARTHEST) > 0
                    ? new Unclear("At most " + FARTHEST.toDays() + " days from now")
                    : new Later(now.plus(until));
        }
        Matcher time = TIME.matcher(said);
        if (time.matches()) {
            return atClock(time, now, zone);
        }
        return new Unclear("\"" + text.strip() + "\" is no time: write 22:00, 30m, 2h or 1d");
    }

    private static DueTime atClock(Matcher time, Instant now, ZoneId zone) {
        try {
            LocalTime at =
                    LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2)));
            ZonedDateTime today = now.atZone(zone).with(at);
            return new Later(
                    (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant());
        } catch (DateTimeException e) {
            return new Unclear("No clock shows " + time.group());
        }
    }
}
