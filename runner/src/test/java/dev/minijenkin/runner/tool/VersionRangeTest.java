package dev.minijenkin.runner.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionRangeTest {
    /// What is asked for; what it means, and what it does not.
    private static final Map<String, List<List<String>>> RANGES =
            Map.ofEntries(
                    range("17", List.of("17", "17.0.2", "17.9"), List.of("1.7", "18", "170.1")),
                    range("17.x", List.of("17.0.2"), List.of("18.0.0")),
                    range("3.1", List.of("3.1", "3.1.7"), List.of("3.10.1", "3.11")),
                    range("v20.11.1", List.of("20.11.1"), List.of("20.11.2", "20.1")),
                    range(
                            ">=18 <21",
                            List.of("18", "18.0.1", "20.9"),
                            List.of("17.9", "21", "21.0.1")),
                    range(">= 18, < 21", List.of("19.1"), List.of("21.1")),
                    range(">18", List.of("19.0"), List.of("18.5", "18")),
                    range("<=3.11", List.of("3.11.9", "3.2"), List.of("3.12")),
                    range("^1.2.3", List.of("1.2.3", "1.9"), List.of("1.2.2", "2.0")),
                    range("^0.2.3", List.of("0.2.9"), List.of("0.3.0", "1.0")),
                    range("~1.2.3", List.of("1.2.9"), List.of("1.3", "1.2.2")),
                    range("~> 3.4", List.of("3.4.9"), List.of("3.5")),
                    range("1.2 - 2.3", List.of("1.2", "2.0", "2.3.9"), List.of("1.1", "2.4")),
                    range("14 || >=16.4", List.of("14.9", "16.4", "22"), List.of("15", "16.3")),
                    range("*", List.of("0.1", "99"), List.of("22-ea", "3.14.0rc1")),
                    range("", List.of("5"), List.of()),
                    range("22-ea", List.of("22-ea"), List.of("21")),
                    range("3.14.0-rc.1", List.of("3.14.0rc1"), List.of("3.13")));

    private static Map.Entry<String, List<List<String>>> range(
            String text, List<String> in, List<String> out) {
        return Map.entry(text, List.of(in, out));
    }

    @Test
    void whatIsAskedForIsThatAndNothingElse() {
        RANGES.forEach((text, versions) -> {
            VersionRange range = VersionRange.parse(text);
            assertThat(versions.getFirst())
                    .as(text)
                    .allMatch(version -> range.contains(version(version)));
            assertThat(versions.getLast())
                    .as("not " + text)
                    .noneMatch(version -> range.contains(version(version)));
        });
    }

    @Test
    void whatIsNoVersionSaysSo() {
        for (String text :
                List.of("newest", ">=", "1.2 ||| 3", "17 or 18", "1..2", "99999999999")) {
            assertThatThrownBy(() -> VersionRange.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("asks for the version '" + text + "'");
        }
    }

    @Test
    void aProgramSaysItsVersionInItsOwnWords() {
        assertThat(said("v20.20.2\n")).contains("20.20.2");
        assertThat(said("Python 3.11.7\n")).contains("3.11.7");
        assertThat(said("go version go1.22.3 linux/amd64")).contains("1.22.3");
        assertThat(said("go version go1.23rc2 linux/amd64")).contains("1.23rc2");
        assertThat(said("1.8.0_402")).contains("1.8.0_402");
        assertThat(said("no numbers at all")).isEmpty();
    }

    @Test
    void versionsAreOrderedByTheirNumbers() {
        List<String> ordered =
                List.of("1.7.0", "1.8.0_402", "3.9", "3.10.2", "3.14.0rc1", "3.14.0", "25.0.3");
        assertThat(ordered.stream().map(VersionRangeTest::version)).isSorted();
        assertThat(version("1.8.0_402").ofJava().numbers()).startsWith(8, 0, 402);
        assertThat(version("17.0.2").ofJava()).isEqualTo(version("17.0.2"));
    }

    private static Optional<String> said(String text) {
        return ToolVersion.in(text).map(ToolVersion::text);
    }

    private static ToolVersion version(String text) {
        return ToolVersion.in(text).orElseThrow();
    }
}
