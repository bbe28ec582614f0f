package dev.minijenkin.console.run.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.minijenkin.console.sample.SettableClock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeWindowTest {
    private static final TimeScale LINE =
            new TimeScale(SettableClock.START, Duration.ofMinutes(60));

    @Test
    void aPointStaysWhereItIsWhileAllElseBecomesLarger() {
        TimeWindow half = TimeWindow.WHOLE.zoomed(LINE, 2, 0.5);
        assertThat(half).isEqualTo(new TimeWindow(Duration.ofMinutes(15), Duration.ofMinutes(30)));
        assertThat(half.factor(LINE)).isEqualTo(2);
        TimeWindow left = TimeWindow.WHOLE.zoomed(LINE, 3, 0);
        assertThat(left.on(LINE))
                .isEqualTo(
                        new TimeScale(SettableClock.START, Duration.ZERO, Duration.ofMinutes(20)));
        assertThat(half.zoomed(LINE, 0.5, 0.5)).isEqualTo(TimeWindow.WHOLE);
    }

    @Test
    void itNeverLeavesTheLine() {
        Random random = new Random(7);
        TimeWindow window = TimeWindow.WHOLE;
        for (int i = 0; i < 2_000; i++) {
            window =
                    random.nextBoolean()
                            ? window.zoomed(
                                    LINE, 0.3 + 2 * random.nextDouble(), random.nextDouble())
                            : window.moved(LINE, 4 * random.nextDouble() - 2);
            TimeScale sight = window.on(LINE);
            assertThat(sight.from()).isBetween(Duration.ZERO, LINE.whole());
            assertThat(sight.until()).isLessThanOrEqualTo(LINE.whole());
            assertThat(sight.whole()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(sight.ticks(9)).hasSizeLessThanOrEqualTo(9);
        }
    }

    @Test
    void theAxisOfAPartHasRoundTimesOfTheWhole() {
        TimeScale sight =
                new TimeScale(SettableClock.START, Duration.ofSeconds(907), Duration.ofMinutes(3));
        assertThat(sight.ticks(5))
                .extracting(TimeScale.Tick::words)
                .containsExactly("16:00", "17:00", "18:00");
        assertThat(sight.share(Duration.ofMinutes(16))).isCloseTo(53 / 180.0, within(1e-9));
        assertThat(sight.shows(Duration.ZERO, Duration.ofSeconds(906))).isFalse();
        assertThat(sight.shows(Duration.ZERO, Duration.ofSeconds(908))).isTrue();
    }

    @Test
    void aStretchHasRoomAroundIt() {
        TimeScale sight =
                TimeWindow.around(LINE, Duration.ofMinutes(20), Duration.ofMinutes(28)).on(LINE);
        assertThat(sight.from()).isEqualTo(Duration.ofMinutes(19));
        assertThat(sight.until()).isEqualTo(Duration.ofMinutes(29));
        assertThat(TimeWindow.around(LINE, Duration.ZERO, Duration.ofMinutes(59)))
                .isEqualTo(TimeWindow.WHOLE);
        assertThat(TimeWindow.around(LINE, Duration.ZERO, Duration.ofMinutes(4)).on(LINE).from())
                .isEqualTo(Duration.ZERO);
    }

    /// A run that goes on makes the line longer, and what is in sight stays.
    @Test
    void aLineThatGrowsMovesNothingThatIsLookedAt() {
        TimeWindow window = TimeWindow.WHOLE.zoomed(LINE, 4, 0.25);
        TimeScale later = new TimeScale(SettableClock.START, Duration.ofMinutes(90));
        assertThat(window.on(later)).isEqualTo(window.on(LINE));
        assertThat(TimeWindow.WHOLE.on(later)).isEqualTo(later);
    }
}
