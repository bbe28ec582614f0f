package dev.minijenkin.workflow.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.workflow.model.GlobPattern;
import dev.minijenkin.workflow.model.PatternFilter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PatternsTest {
    private static void matches(String pattern, String... names) {
        for (String name : names) {
            assertThat(GlobPattern.parse(pattern).matches(name))
                    .as("%s %s", pattern, name)
                    .isTrue();
        }
    }

    private static void refuses(String pattern, String... names) {
        for (String name : names) {
            assertThat(GlobPattern.parse(pattern).matches(name))
                    .as("%s %s", pattern, name)
                    .isFalse();
        }
    }

    @Test
    void aStarStopsAtSlashes() {
        matches("feature/*", "feature/a", "feature/");
        refuses("feature/*", "feature/a/b", "features/a");
        matches("*", "main");
        refuses("*", "a/b", "a/");
        matches("*.js", "app.js", ".js");
        refuses("*.js", "js/app.js");
    }

    @Test
    void twoStarsDoNot() {
        matches("feature/**", "feature/a", "feature/a/b");
        matches("**", "a", "a/b/c");
        matches("**/docs/**", "docs/a.md", "x/docs/a/b.md");
        matches("**/README.md", "README.md", "js/README.md", "a/b/README.md");
        refuses("**/README.md", "xREADME.md", "README.mdx");
        matches("docs/**/*.md", "docs/a.md", "docs/a/b/c.md");
        matches("**/*src/**", "a/src/app.js", "my-src/code/js/app.js");
        matches("**-old", "a/b-old");
        matches("a**/b", "ab", "ax/b", "ax/y/b");
        refuses("a**/b", "a/b", "axb");
    }

    @Test
    void questionMarkAndPlusCountTheCharacterBefore() {
        matches("v1.?0", "v10", "v1.0");
        matches("*.jsx?", "a.js", "a.jsx");
        refuses("*.jsx?", "a.jsxx");
        matches("v[12].[0-9]+.[0-9]+", "v1.10.1", "v2.0.0");
        refuses("v[12].[0-9]+.[0-9]+", "v3.1.1", "v1..1");
    }

    @Test
    void otherSignsStandForThemselves() {
        matches("a.b", "a.b");
        refuses("a.b", "axb");
        matches("\\*x\\+", "*x+");
        matches("(a|b)$", "(a|b)$");
        matches("+a", "+a");
        matches("?", "?");
        matches("ü*", "über");
    }

    @Test
    void senselessPatternsAreRefused() {
        for (String pattern : List.of("!", "[", "[]", "[z-a]", "a\\")) {
            assertThatThrownBy(() -> GlobPattern.parse(pattern))
                    .as(pattern)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void noPatternTakesForever() {
        GlobPattern pattern =
                GlobPattern.parse("**a**a**a**a**a**a**a**a**a**a*a*a*a+a+a?a?".repeat(20));
        Assertions.assertTimeout(
                Duration.ofSeconds(2),
                () -> assertThat(pattern.matches("a".repeat(5000) + "b")).isFalse());
    }

    private static PatternFilter filter(boolean ignoring, String... patterns) {
        List<GlobPattern> parsed = Arrays.stream(patterns).map(GlobPattern::parse).toList();
        return ignoring
                ? new PatternFilter(List.of(), parsed)
                : new PatternFilter(parsed, List.of());
    }

    @Test
    void theLastPatternThatMatchesDecides() {
        PatternFilter filter =
                filter(false, "releases/**", "!releases/**-alpha", "releases/9-alpha");
        assertThat(filter.admits("releases/1")).isTrue();
        assertThat(filter.admits("releases/1-alpha")).isFalse();
        assertThat(filter.admits("releases/9-alpha")).isTrue();
        assertThat(filter.admits("main")).isFalse();
    }

    @Test
    void ignoringTurnsTheAnswerAround() {
        PatternFilter filter = filter(true, "docs/**", "!docs/keep");
        assertThat(filter.admits("docs/x")).isFalse();
        assertThat(filter.admits("docs/keep")).isTrue();
        assertThat(filter.admits("main")).isTrue();
        assertThat(PatternFilter.NONE.admits("anything")).isTrue();
    }

    @Test
    void whatIsWantedMustNotBeIgnored() {
        PatternFilter filter =
                new PatternFilter(
                        List.of(GlobPattern.parse("src/**")),
                        List.of(GlobPattern.parse("**/*.md")));
        assertThat(filter.admits("src/a.c")).isTrue();
        assertThat(filter.admits("src/a.md")).isFalse();
        assertThat(filter.admits("b.c")).isFalse();
        assertThat(filter.admitsAny(List.of("src/a.md", "b.c"))).isFalse();
        assertThat(filter.admitsAny(List.of("src/a.md", "src/a.c"))).isTrue();
    }

    @Test
    void aListWithoutPatternsFiltersNothing() {
        assertThat(filter(false).defined()).isFalse();
        assertThat(filter(false).admits("main")).isTrue();
        assertThat(filter(false).admitsAny(List.of())).isTrue();
        assertThat(filter(true).admits("main")).isTrue();
    }

    @Test
    void oneChangedFileIsEnough() {
        assertThat(filter(false, "src/**").admitsAny(List.of("README.md", "src/a"))).isTrue();
        assertThat(filter(false, "src/**").admitsAny(List.of("README.md"))).isFalse();
        assertThat(filter(true, "docs/**").admitsAny(List.of("docs/a", "docs/b"))).isFalse();
        assertThat(filter(true, "docs/**").admitsAny(List.of("docs/a", "src/b"))).isTrue();
    }
}
