package dev.minijenkin.workflow.model;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A rhythm in five fields: minute, hour, day of the month, month, day of the week. Immutable.
///
/// Each field is `*`, a number, a range `1-5`, a step `*/15`, or several of them with commas;
/// months and days of the week also have names of three letters, and Sunday is 0 or 7. Where both
/// kinds of days are restricted, one of them is enough.
public final class Cron {
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final List<String> DAYS =
            List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    // A 29th of February on a certain day of the week comes within 40 years.
    private static final int DAYS_TO_LOOK_AT = 366 * 41;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final boolean anyDayOfMonth;
    private final boolean anyDayOfWeek;

    private Cron(String[] fields) {
        minutes = field(fields[0], "minute", 0, 59, List.of());
        hours = field(fields[1], "hour", 0, 23, List.of());
        daysOfMonth = field(fields[2], "day of the month", 1, 31, List.of());
        months = field(fields[3], "month", 1, 12, MONTHS);
        daysOfWeek = field(fields[4], "day of the week", 0, 7, DAYS);
        if (daysOfWeek.get(7)) {
            daysOfWeek.set(0);
        }
        anyDayOfMonth = fields[2].startsWith("*");
        anyDayOfWeek = fields[4].startsWith("*");
    }

    /// Throws [IllegalArgumentException] with a sentence, where the text is no such rhythm.
    public static Cron parse(String text) {
        String[] fields = text.strip().split("[ \t]+");
        if (fields.length != 5 || text.isBlank()) {
            throw new IllegalArgumentException(
                    "A cron expression has five fields: minute, hour, day of the month, month, day of the week");
        }
        return new Cron(fields);
    }

    private static BitSet field(String text, String name, int least, int most, List<String> names) {
        BitSet set = new BitSet();
        for (String part : text.split(",", -1)) {
            int slash = part.indexOf('/');
            String range = slash < 0 ? part : part.substring(0, slash);
            int dash = range.indexOf('-');
            int from;
            int to;
            if (range.equals("*")) {
                from = least;
                to = most;
            } else if (dash >= 0) {
                from = number(range.substring(0, dash), names, least);
                to = number(range.substring(dash + 1), names, least);
            } else {
                from = number(range, names, least);
                to = slash < 0 ? from : most;
            }
            int step = slash < 0 ? 1 : number(part.substring(slash + 1), List.of(), 0);
            if (from < least || to > most || from > to || step < 1 || step > most) {
                throw new IllegalArgumentException(
                        "The field for the %s, `%s`, must hold numbers from %d to %d"
                                .formatted(name, text, least, most));
            }
            for (int i = from; i <= to; i += step) {
                set.set(i);
            }
        }
        return set;
    }

    /// The number or the number of the name; -1 where it is neither.
    private static int number(String text, List<String> names, int first) {
        int named = names.indexOf(text.toLowerCase(Locale.ROOT));
        if (named >= 0) {
            return named + first;
        }
        boolean digits = !text.isEmpty() && text.length() <= 3;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits ? Integer.parseInt(text) : -1;
    }

    /// The first moment after another; empty for a day that never comes.
    ///
    /// Of a time that the clocks skip it is the moment at which they do so: what is meant for 2:30
    /// comes at 3:00, as GitHub's page on workflow syntax has it, once however many times are
    /// skipped. A time that comes twice counts at its first coming.
    public Optional<ZonedDateTime> next(ZonedDateTime after) {
        LocalDate first = after.toLocalDate();
        for (int i = 0; i < DAYS_TO_LOOK_AT; i++) {
            LocalDate day = first.plusDays(i);
            if (matches(day)) {
                Optional<ZonedDateTime> found = firstOf(day, after);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// Looks at no time of the clock on the wall before that of `after`: none of them comes later.
    private Optional<ZonedDateTime> firstOf(LocalDate day, ZonedDateTime after) {
        LocalTime from = day.equals(after.toLocalDate()) ? after.toLocalTime() : LocalTime.MIDNIGHT;
        for (int hour = hours.nextSetBit(from.getHour());
                hour >= 0;
                hour = hours.nextSetBit(hour + 1)) {
            int first = hour == from.getHour() ? from.getMinute() : 0;
            for (int minute = minutes.nextSetBit(first);
                    minute >= 0;
                    minute = minutes.nextSetBit(minute + 1)) {
                ZonedDateTime time =
                        moment(LocalDateTime.of(day, LocalTime.of(hour, minute)), after.getZone());
                if (time.isAfter(after)) {
                    return Optional.of(time);
                }
            }
        }
        return Optional.empty();
    }

    private static ZonedDateTime moment(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition skipped = zone.getRules().getTransition(local);
        return skipped != null && skipped.isGap()
                ? skipped.getInstant().atZone(zone)
                : ZonedDateTime.of(local, zone);
    }

    private boolean matches(LocalDate day) {
        boolean ofMonth = daysOfMonth.get(day.getDayOfMonth());
        boolean ofWeek = daysOfWeek.get(day.getDayOfWeek().getValue() % 7);
        boolean dayFits = (anyDayOfMonth || anyDayOfWeek) ? ofMonth && ofWeek : ofMonth || ofWeek;
        return months.get(day.getMonthValue()) && dayFits;
    }

    /// The smallest number of minutes between two moments of one hour.
    public int shortestInterval() {
        int shortest = 60;
        int before = minutes.previousSetBit(59) - 60;
        for (int minute = minutes.nextSetBit(0);
                minute >= 0;
                minute = minutes.nextSetBit(minute + 1)) {
            boolean acrossHours = before < 0;
            if (!acrossHours || hours.cardinality() > 1) {
                shortest = Math.min(shortest, minute - before);
            }
            before = minute;
        }
        return shortest;
    }
}
