package dev.minijenkin.runner.action.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamePatternTest {
    @Test
    void bracesAreChoices() {
        assertThat(fits("{one,two}", "one")).isTrue();
        assertThat(fits("bin-{linux,mac{-x64,-arm}}*", "bin-mac-arm.zip")).isTrue();
        assertThat(fits("bin-{linux,mac{-x64,-arm}}*", "bin-mac.zip")).isFalse();
        assertThat(fits("part-{1..3}", "part-2")).isTrue();
        assertThat(fits("part-{3..1}", "part-4")).isFalse();
        assertThat(fits("{,un}signed", "signed")).isTrue();
    }

    @Test
    void bracesThatChooseNothingStandForThemselves() {
        assertThat(fits("{one}", "{one}")).isTrue();
        assertThat(fits("{one", "{one")).isTrue();
        assertThat(fits("{a{b,c}", "{ac")).isTrue();
        assertThat(fits("}a{", "}a{")).isTrue();
    }

    @Test
    void whatBeginsWithANegationTakesAllOthers() {
        assertThat(fits("!log-*", "log-1")).isFalse();
        assertThat(fits("!log-*", "bin")).isTrue();
        assertThat(fits("!{a,b}", "b")).isFalse();
        assertThat(fits("!!a", "a")).isTrue();
    }

    private static boolean fits(String pattern, String name) {
        return NamePattern.of(pattern).fits(name);
    }
}
