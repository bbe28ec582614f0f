package dev.minijenkin.workflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.property.Samples;
import java.util.List;
import java.util.regex.Pattern;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InstancioExtension.class)
class GlobPropertiesTest {
    private static final List<String> PIECES =
            List.of("a", "b", "/", "*", "**", "**/", "a?", "b+", "[ab]", "[a-b]+", ".", "a/b");

    private record Sample(String pattern, String name) {}

    @Test
    void aPatternMatchesWhatItsRegularExpressionMatches(
            @Given(Samples.Seeded.class) Samples samples) {
        samples.check(
                20_000,
                s -> new Sample(pattern(s), name(s)),
                sample ->
                        assertThat(GlobPattern.parse(sample.pattern()).matches(sample.name()))
                                .isEqualTo(
                                        Pattern.matches(regex(sample.pattern()), sample.name())));
    }

    @Test
    void anyTextIsAPatternOrRefused(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(
                10_000,
                s -> new Sample(anyPattern(s), name(s)),
                sample -> {
                    try {
                        GlobPattern.parse(sample.pattern()).matches(sample.name());
                    } catch (IllegalArgumentException e) {
                        assertThat(e.getMessage()).contains("pattern");
                    }
                });
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

    private static String pattern(Samples samples) {
        while (true) {
            String pattern = samples.mixture(1, 6, PIECES);
            if (!pattern.contains("***")) {
                return pattern;
            }
        }
    }

    private static String name(Samples samples) {
        return samples.text(8, "ab/.");
    }

    private static String anyPattern(Samples samples) {
        return samples.text(12, "ab*?+[]-!\\/é\ud83d\ude00");
    }
}
