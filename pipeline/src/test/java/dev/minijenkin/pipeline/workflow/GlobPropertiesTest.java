package dev.minijenkin.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class GlobPropertiesTest {
    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void aPatternMatchesWhatItsRegularExpressionMatches(
            @ForAll("patterns") String pattern, @ForAll("names") String name) {
        assertThat(GlobPattern.parse(pattern).matches(name))
                .as("%s %s", pattern, name)
                .isEqualTo(Pattern.matches(regex(pattern), name));
    }

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void anyTextIsAPatternOrRefused(
            @ForAll("anyPatterns") String pattern, @ForAll("names") String name) {
        try {
            GlobPattern.parse(pattern).matches(name);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains("pattern");
        }
    }

    /// The naive translation.
    private static String regex(String pattern) {
        return pattern.replace(".", "\\.")
                .replace("**/", "\u0001")
                .replace("**", "\u0002")
                .replace("*", "[^/]*")
                .replace("\u0001", "(.+/)?")
                .replace("\u0002", ".*");
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                        "a", "b", "/", "*", "**", "**/", "a?", "b+", "[ab]", "[a-b]+", ".", "a/b")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(list -> String.join("", list))
                .filter(pattern -> !pattern.contains("***"));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab/.").ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> anyPatterns() {
        return Arbitraries.strings().withChars("ab*?+[]-!\\/é\ud83d\ude00").ofMaxLength(12);
    }
}
