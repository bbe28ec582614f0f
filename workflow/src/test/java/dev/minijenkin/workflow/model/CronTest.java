package dev.minijenkin.workflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZonedDateTime;
import java.util.List;
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
        assertThat(next("30 2 * * *", spring)).isEqualTo("2026-03-29T03:30+02:00[Europe/Berlin]");
        String autumn = "2026-10-25T02:30:00+02:00[Europe/Berlin]";
        assertThat(next("30 2 * * *", autumn))
                .as("once")
                .isEqualTo("2026-10-26T02:30+01:00[Europe/Berlin]");
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
