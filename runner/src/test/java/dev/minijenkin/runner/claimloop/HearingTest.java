package dev.minijenkin.runner.claimloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HearingTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Hearing LAST = new Hearing(0.999);

    @Test
    void whoHasAJobHearsOfItsCancel() {
        assertThat(LAST.isWanted(1, Duration.ZERO, 1_000)).isTrue();
    }

    @Test
    void whoHadOneAMomentAgoHearsOfTheNext() {
        assertThat(LAST.isWanted(0, Duration.ofSeconds(59), 1_000)).isTrue();
        assertThat(LAST.isWanted(0, Duration.ofSeconds(60), 1_000)).isFalse();
    }

    @Test
    void fewAllHear() {
        assertThat(hearing(32)).isEqualTo(32L);
        assertThat(hearing(1)).isEqualTo(1L);
    }

    @Test
    void ofManySomeHear() {
        assertThat(hearing(33)).isBetween(15L, 17L);
        assertThat(hearing(200)).isBetween(15L, 17L);
        assertThat(hearing(5_000)).isBetween(15L, 17L);
    }

    /// Of so many runners without work, whose lots are spread evenly.
    private static long hearing(int runners) {
        return IntStream.range(0, runners)
                .mapToObj(runner -> new Hearing((runner + 0.5) / runners))
                .filter(hearing -> hearing.isWanted(0, LONG, runners))
                .count();
    }
}
