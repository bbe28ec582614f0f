package dev.minijenkin.console.packed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastUsedTest {
    @Test
    void whatWasAskedForLongestAgoMakesRoom() {
        LastUsed<Integer, String> kept = new LastUsed<>(2);
        kept.put(1, "one");
        kept.put(2, "two");
        assertThat(kept.get(1, () -> "another")).isEqualTo("one");

        assertThat(kept.get(3, () -> "three")).isEqualTo("three");

        assertThat(kept.get(2)).isNull();
        assertThat(kept.get(1)).isEqualTo("one");
        assertThat(kept.get(3)).isEqualTo("three");
    }
}
