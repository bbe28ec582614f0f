package dev.minijenkin.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DueTimeTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Lisbon");
    private static final Instant NOW = Instant.parse("2026-11-23T14:32:18Z");

    @Test
    void nothingIsNow() {
        assertThat(DueTime.of("  ", NOW, ZONE)).isEqualTo(new DueTime.Now());
    }

    @Test
    void aTimeOfDayIsTheNextOne() {
        assertThat(DueTime.of("22:00", NOW, ZONE))
                .isEqualTo(new DueTime.Later(Instant.parse("2026-11-23T22:00:00Z")));
        DueTime early = DueTime.of("8:05", NOW, ZONE);
        assertThat(early).isEqualTo(new DueTime.Later(Instant.parse("2026-11-24T08:05:00Z")));
        assertThat(((DueTime.Later) early).said(NOW, ZONE)).isEqualTo("Tue 24 Nov, 08:05");
    }

    @Test
    void aSpanCountsFromNow() {
        assertThat(DueTime.of("90m", NOW, ZONE))
                .isEqualTo(new DueTime.Later(Instant.parse("2026-11-23T16:02:18Z")));
        assertThat(DueTime.of("2 h", NOW, ZONE))
                .isEqualTo(new DueTime.Later(Instant.parse("2026-11-23T16:32:18Z")));
    }

    @Test
    void whatIsNoTimeSaysSo() {
        for (String text :
                new String[] {"soon", "25:00", "12:61", "500d", "-3m", "99999999999999h"}) {
            assertThat(DueTime.of(text, NOW, ZONE)).as(text).isInstanceOf(DueTime.Unclear.class);
        }
    }
}
