package dev.minijenkin.workflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CronTest {
    private static String next(String cron, String after) {
        return Cron.parse(cron)
                .next(ZonedDateTime.parse(after))
                .map(ZonedDateTime::toString)
                .orElse("never");
    }

    @Test
    void fieldsAreNumbersRangesStepsAndLists() {
        assertThat(next("*/15 * * * *", "2026-03-01T10:14:30Z")).isEqualTo("2026-03-01T10:15Z");
        assertThat(next("5/20 3,4 * * *", "2026-03-01T03:25:00Z")).isEqualTo("2026-03-01T03:45Z");
        assertThat(next("0 0 1-7/3 FEB-MAR *", "2026-03-01T00:00:00Z"))
                .isEqualTo("2026-03-04T00:00Z");
        assertThat(next("30 5 * * mon-FRI", "2026-02-28T00:00:00Z")).isEqualTo("2026-03-02T05:30Z");
        assertThat(next("0 0 * * 7", "2026-03-02T00:00:00Z")).isEqualTo("2026-03-08T00:00Z");
    }

    @Test
    void theNextMomentIsLater() {
        assertThat(next("0 12 * * *", "2026-03-01T12:00:00Z")).isEqualTo("2026-03-02T12:00Z");
        assertThat(next("0 12 * * *", "2026-03-01T11:59:59Z")).isEqualTo("2026-03-01T12:00Z");
    }

    @Test
    void oneOfTwoKindsOfDaysIsEnough() {
        assertThat(next("0 0 13 * 5", "2026-03-01T00:00:00Z")).isEqualTo("2026-03-06T00:00Z");
        assertThat(next("0 0 13 * *", "2026-03-01T00:00:00Z")).isEqualTo("2026-03-13T00:00Z");
        assertThat(next("0 0 29 2 *", "2026-03-01T00:00:00Z")).isEqualTo("2028-02-29T00:00Z");
        assertThat(next("0 0 30 2 *", "2026-03-01T00:00:00Z")).isEqualTo("never");
    }

    @Test
    void clocksThatAreSetAreSurvived() {
        String spring = "2026-03-29T00:00:00+01:00[Europe/Berlin]";
        assertThat(next("30 2 * * *", spring)).isEqualTo("2026-03-29T03:00+02:00[Europe/Berlin]");
        String autumn = "2026-10-25T02:30:00+02:00[Europe/Berlin]";
        assertThat(next("30 2 * * *", autumn))
                .as("once")
                .isEqualTo("2026-10-26T02:30+01:00[Europe/Berlin]");
    }

    @Test
    void whatTheClocksSkipComesWhenTheyDo() {
        assertThat(all("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00", 3))
                .containsExactly("2026-03-29T03:00", "2026-03-30T02:30", "2026-03-31T02:30");
        assertThat(all("*/15 * * * *", "Europe/Berlin", "2026-03-29T01:44", 4))
                .containsExactly(
                        "2026-03-29T01:45",
                        "2026-03-29T03:00",
                        "2026-03-29T03:15",
                        "2026-03-29T03:30");
        assertThat(all("20,50 1-3 * * *", "Europe/Berlin", "2026-03-29T01:30", 4))
                .containsExactly(
                        "2026-03-29T01:50",
                        "2026-03-29T03:00",
                        "2026-03-29T03:20",
                        "2026-03-29T03:50");
        assertThat(all("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00", 1))
                .as("half an hour is skipped")
                .containsExactly("2026-10-04T02:30");
        assertThat(all("0 2 * * *", "Antarctica/Troll", "2026-03-28T12:00", 1))
                .as("two hours are skipped")
                .containsExactly("2026-03-29T03:00");
        assertThat(all("0 0 * * *", "Africa/Cairo", "2026-04-23T12:00", 2))
                .as("midnight is skipped")
                .containsExactly("2026-04-24T01:00", "2026-04-25T00:00");
        assertThat(all("30 12 30 12 *", "Pacific/Apia", "2011-12-29T12:00", 1))
                .as("a day is skipped")
                .containsExactly("2011-12-31T00:00");
        assertThat(all("0 9 * * *", "Pacific/Apia", "2011-12-28T12:00", 3))
                .containsExactly("2011-12-29T09:00", "2011-12-31T00:00", "2011-12-31T09:00");
    }

    @Test
    void whatComesTwiceCountsOnce() {
        assertThat(all("30 2 * * *", "Europe/Berlin", "2026-10-25T00:00", 2))
                .containsExactly("2026-10-25T02:30", "2026-10-26T02:30");
        assertThat(all("*/30 2-3 * * *", "Europe/Berlin", "2026-10-25T00:00", 4))
                .containsExactly(
                        "2026-10-25T02:00",
                        "2026-10-25T02:30",
                        "2026-10-25T03:00",
                        "2026-10-25T03:30");
        assertThat(all("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T12:00", 2))
                .containsExactly("2026-04-05T01:45", "2026-04-06T01:45");
    }

    /// Minute by minute through a year of the wall clock, in zones whose clocks are set in every
    /// way: each time that is meant comes once, at its own moment or where it was skipped to.
    @Test
    void eachTimeOfAYearComesOnceInEveryZone() {
        List<String> crons =
                List.of(
                        "*/15 * * * *",
                        "0 * * * *",
                        "30 2 * * *",
                        "5,35 1-3 * * *",
                        "0 */6 * * SUN",
                        "10-50/20 0,2,23 * 3-11 *",
                        "59 23 28-31 * *");
        List<String> zones =
                List.of(
                        "UTC",
                        "Europe/Berlin",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "Pacific/Chatham",
                        "Antarctica/Troll",
                        "Africa/Casablanca",
                        "Africa/Cairo",
                        "Asia/Kathmandu",
                        "America/St_Johns",
                        "America/Havana");
        for (String cron : crons) {
            eachComesOnce(cron, zones, 2026);
        }
        eachComesOnce("*/15 * * * *", List.of("Pacific/Apia"), 2011);
        eachComesOnce("0 9 * * *", List.of("Pacific/Apia"), 2011);
        eachComesOnce("0 0 * * *", List.of("America/Sao_Paulo"), 2018);
    }

    private static void eachComesOnce(String cron, List<String> zones, int year) {
        // What a clock on the wall is to show is the same in every zone.
        List<LocalDateTime> shown = shown(Cron.parse(cron), year);
        for (String zone : zones) {
            eachComesOnce(cron, shown, ZoneId.of(zone), year);
        }
    }

    private static List<LocalDateTime> shown(Cron cron, int year) {
        List<LocalDateTime> shown = new ArrayList<>();
        LocalDateTime end = LocalDateTime.of(year + 1, 1, 1, 0, 0);
        for (LocalDateTime local = LocalDateTime.of(year, 1, 1, 0, 0);
                local.isBefore(end);
                local = local.plusMinutes(1)) {
            // In UTC no clock is ever set, so that this says only whether the time is meant.
            ZonedDateTime plain = local.atZone(ZoneOffset.UTC);
            if (cron.next(plain.minusNanos(1)).filter(plain::equals).isPresent()) {
                shown.add(local);
            }
        }
        return shown;
    }

    private static void eachComesOnce(
            String text, List<LocalDateTime> shown, ZoneId zone, int year) {
        Cron cron = Cron.parse(text);
        LocalDateTime end = LocalDateTime.of(year + 1, 1, 1, 0, 0);
        SortedSet<Instant> meant = new TreeSet<>();
        shown.forEach(local -> meant.add(firstMoment(local, zone)));
        List<Instant> came = new ArrayList<>();
        ZonedDateTime at = LocalDateTime.of(year, 1, 1, 0, 0).atZone(zone).minusNanos(1);
        Optional<ZonedDateTime> next = cron.next(at);
        while (next.isPresent() && next.get().toLocalDateTime().isBefore(end)) {
            came.add(next.get().toInstant());
            next = cron.next(next.get());
        }
        assertThat(came).as(text + " in " + zone).containsExactlyElementsOf(meant);
    }

    /// The first moment at which a clock on the wall shows this time, or a later one.
    private static Instant firstMoment(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (!offsets.isEmpty()) {
            return local.toInstant(offsets.getFirst());
        }
        LocalDateTime later = local;
        while (zone.getRules().getValidOffsets(later).isEmpty()) {
            later = later.plusMinutes(1);
        }
        return later.toInstant(zone.getRules().getValidOffsets(later).getFirst());
    }

    /// The next moments as the clock on the wall shows them.
    private static List<String> all(String cron, String zone, String after, int count) {
        List<String> found = new ArrayList<>();
        ZonedDateTime at = LocalDateTime.parse(after).atZone(ZoneId.of(zone));
        for (int i = 0; i < count; i++) {
            at = Cron.parse(cron).next(at).orElseThrow();
            found.add(at.toLocalDateTime().toString());
        }
        return found;
    }

    @Test
    void whatIsNoRhythmIsRefused() {
        for (String cron :
                List.of(
                        "",
                        "* * * *",
                        "* * * * * *",
                        "60 * * * *",
                        "* 24 * * *",
                        "* * 0 * *",
                        "* * * 13 *",
                        "* * * * 8",
                        "@daily",
                        "*/0 * * * *",
                        "*/60 * * * *",
                        "5-1 * * * *",
                        "1, * * * *",
                        "a * * * *",
                        "-1 * * * *",
                        "1-2-3 * * * *",
                        "* * ? * *",
                        "* * L * *",
                        "* * * * MON#2",
                        "99999999999 * * * *")) {
            assertThatThrownBy(() -> Cron.parse(cron))
                    .as(cron)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theShortestIntervalIsKnown() {
        assertThat(Cron.parse("*/5 * * * *").shortestInterval()).isEqualTo(5);
        assertThat(Cron.parse("0 0 * * *").shortestInterval()).isEqualTo(60);
        assertThat(Cron.parse("0,58 * * * *").shortestInterval()).isEqualTo(2);
        assertThat(Cron.parse("0,58 3 * * *").shortestInterval()).isEqualTo(58);
        assertThat(Cron.parse("* * * * *").shortestInterval()).isEqualTo(1);
    }
}
