package dev.minijenkin.console.run.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.sample.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeScaleTest {
    @Test
    void theAxisHasRoundTimesAndNeverMoreThanHaveRoom() {
        assertThat(words(Duration.ofSeconds(138), 6))
                .containsExactly("0:00", "0:30", "1:00", "1:30", "2:00");
        assertThat(words(Duration.ofMinutes(58), 8))
                .containsExactly("0:00", "10:00", "20:00", "30:00", "40:00", "50:00");
        for (int seconds = 1; seconds < 400_000; seconds += 1 + seconds / 7) {
            for (int most = 2; most < 15; most++) {
                assertThat(words(Duration.ofSeconds(seconds), most))
                        .as("%d s, %d words", seconds, most)
                        .startsWith("0:00")
                        .hasSizeLessThanOrEqualTo(most)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void whatIsUsualStretchesTheLineOfAnOpenRunWhollyAndOfAnEndedOneALittle() {
        TimeScale line = scale(Duration.ofSeconds(10));
        assertThat(line.with(Duration.ofSeconds(5), true)).isEqualTo(line);
        assertThat(line.with(Duration.ofMinutes(9), true).whole()).hasMinutes(9);
        assertThat(line.with(Duration.ofMinutes(9), false).whole()).hasSeconds(20);
        assertThat(line.with(Duration.ofSeconds(12), false).whole()).hasSeconds(12);
    }

    @Test
    void whatLiesOutsideStandsAtTheEdge() {
        TimeScale line = scale(Duration.ofSeconds(10));
        assertThat(line.share(SettableClock.START.plusSeconds(5))).isEqualTo(0.5);
        assertThat(line.share(SettableClock.START.minusSeconds(5))).isZero();
        assertThat(line.share(Duration.ofSeconds(50))).isEqualTo(1);
        assertThat(line.share((Instant) null)).isNaN();
    }

    private static List<String> words(Duration whole, int most) {
        return scale(whole).ticks(most).stream().map(TimeScale.Tick::words).toList();
    }

    private static TimeScale scale(Duration whole) {
        return new TimeScale(SettableClock.START, whole);
    }
}
