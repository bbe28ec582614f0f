package dev.minijenkin.db.view.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PastTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-23T13:32:18Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void itIsReadAsPeopleWriteIt() {
        assertThat(of("14:02")).isEqualTo("2026-11-23T13:02:00Z");
        assertThat(of("3:12")).isEqualTo("2026-11-23T02:12:00Z");
        assertThat(of("22:00")).as("of the day before").isEqualTo("2026-11-22T21:00:00Z");
        assertThat(of("2026-11-20")).isEqualTo("2026-11-19T23:00:00Z");
        assertThat(of("2026-11-20 08:30")).isEqualTo("2026-11-20T07:30:00Z");
        assertThat(of("2026-11-20T08:30:10Z")).isEqualTo("2026-11-20T08:30:00Z");
        assertThat(of("30m")).isEqualTo("2026-11-23T13:02:00Z");
        assertThat(of(" 2H ago ")).isEqualTo("2026-11-23T11:32:00Z");
        assertThat(of("1d")).isEqualTo("2026-11-22T13:32:00Z");
    }

    @Test
    void whatIsNoPastTimeIsToldInOneSentence() {
        assertThatThrownBy(() -> of("soon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"soon\" is no time: write 14:02, 2026-11-29 14:02, 30m, 2h or 1d");
        assertThatThrownBy(() -> of("25:99")).hasMessageStartingWith("\"25:99\" is no time");
        assertThatThrownBy(() -> of("2026-11-24")).hasMessage("2026-11-24 has not come yet");
    }

    private static Instant of(String text) {
        return PastTime.of(text, NOW, BERLIN);
    }
}
