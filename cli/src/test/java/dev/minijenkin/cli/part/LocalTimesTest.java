package dev.minijenkin.cli.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LocalTimesTest {
    @Test
    void aTimeIsOfTheZoneThatStandsBesideIt() {
        Instant winter = Instant.parse("2026-11-24T10:00:00.987Z");

        assertThat(LocalTimes.text(winter, ZoneId.of("Europe/Berlin")))
                .isEqualTo("2026-11-24 11:00:00 +01:00");
        assertThat(LocalTimes.text(winter, ZoneOffset.UTC)).isEqualTo("2026-11-24 10:00:00 +00:00");
        assertThat(LocalTimes.text(winter.minusSeconds(150L * 86_400), ZoneId.of("Europe/Berlin")))
                .as("in summer")
                .isEqualTo("2026-06-27 12:00:00 +02:00");
    }
}
