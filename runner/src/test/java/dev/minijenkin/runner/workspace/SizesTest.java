package dev.minijenkin.runner.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SizesTest {
    @Test
    void sizesAreReadAsPeopleWriteThem() {
        assertThat(List.of("1", " 17 ", "2k", "500M", "3GB", "1TiB"))
                .map(Sizes::parse)
                .containsExactly(1L, 17L, 2048L, 500L << 20, 3L << 30, 1L << 40);
    }

    @Test
    void whatIsNoSizeIsRefused() {
        for (String text : List.of("", "0", "-1", "G", "1.5G", "9999999999G", "1 E")) {
            assertThatThrownBy(() -> Sizes.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("such as 500M");
        }
    }

    @Test
    void sizesAreShownShortly() {
        assertThat(Sizes.shown(20L << 30)).isEqualTo("20 GiB");
        assertThat(Sizes.shown(1536)).isEqualTo("1.5 KiB");
        assertThat(Sizes.shown(12)).isEqualTo("12 bytes");
    }
}
