package dev.minijenkin.console.search;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/// When lines were printed, as bars: of an hour each where all is within two days, else of a day.
///
/// @param bars from the first line until now
record FoundTimes(List<Bar> bars, boolean days) {
    private static final Duration SHORT = Duration.ofDays(2);
    private static final int MOST = 90;
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    /// @param from its begin
    record Bar(ZonedDateTime from, long lines) {}

    /// @param hours lines by the hour, not empty
    static FoundTimes of(SortedMap<Instant, Long> hours, Instant now, ZoneId zone) {
        boolean days = Duration.between(hours.firstKey(), now).compareTo(SHORT) > 0;
        ChronoUnit unit = days ? ChronoUnit.DAYS : ChronoUnit.HOURS;
        ZonedDateTime end = now.atZone(zone).truncatedTo(unit);
        ZonedDateTime begin = hours.firstKey().atZone(zone).truncatedTo(unit);
        ZonedDateTime earliest = end.minus(MOST - 1L, unit);
        List<Bar> bars = new ArrayList<>();
        for (ZonedDateTime at = begin.isBefore(earliest) ? earliest : begin;
                !at.isAfter(end);
                at = at.plus(1, unit)) {
            bars.add(
                    new Bar(
                            at,
                            hours
                                    .subMap(at.toInstant(), at.plus(1, unit).toInstant())
                                    .entrySet()
                                    .stream()
                                    .mapToLong(Map.Entry::getValue)
                                    .sum()));
        }
        return new FoundTimes(List.copyOf(bars), days);
    }

    double[] counts() {
        return bars.stream().mapToDouble(Bar::lines).toArray();
    }

    List<String> words() {
        return bars.stream()
                .map(bar ->
                        format(bar.from())
                                + ": "
                                + bar.lines()
                                + (bar.lines() == 1 ? " line" : " lines"))
                .toList();
    }

    String begin() {
        return format(bars.getFirst().from());
    }

    String end() {
        return days ? "today" : "now";
    }

    /// For who does not see it.
    String told() {
        Bar most = bars.getFirst();
        for (Bar bar : bars) {
            most = bar.lines() > most.lines() ? bar : most;
        }
        return "Lines by the " + (days ? "day" : "hour") + ", the most " + format(most.from());
    }

    /// The search, narrowed to the day of a bar.
    String narrowed(int at, String text) {
        LocalDate day = bars.get(at).from().toLocalDate();
        return "since:%s until:%s %s"
                .formatted(day, day.plusDays(1), WrittenSearch.withoutTimes(text));
    }

    private String format(ZonedDateTime at) {
        return (days ? DAY : HOUR).format(at);
    }
}
