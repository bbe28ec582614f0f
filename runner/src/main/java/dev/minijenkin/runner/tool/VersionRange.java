package dev.minijenkin.runner.tool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which versions are wanted: `17`, `17.x`, `3.11.4`, `>=18 <21`, `^1.2`, `~1.2.3`, `1.2 - 2.3`,
/// several of them with `||`, and `*`. As npm reads them; numbers that are not given stand for any.
///
/// @param text as it was asked for
public record VersionRange(String text, List<List<Bound>> alternatives, boolean early) {
    private static final Pattern BOUND =
            Pattern.compile(
                    "(>=|<=|>|<|=|\\^|~>?)?\\s*v?((?:\\d{1,9}|[xX*])(?:[._](?:\\d{1,9}|[xX*]))*)(?:[-+][0-9A-Za-z.+-]+|[A-Za-z][0-9A-Za-z.+-]*)?");

    private static final Pattern HYPHEN = Pattern.compile("(\\S+)\\s+-\\s+(\\S+)");

    /// One condition.
    ///
    /// @param numbers those that are given
    record Bound(String operator, List<Integer> numbers) implements Predicate<ToolVersion> {
        @Override
        public boolean test(ToolVersion version) {
            return switch (operator) {
                case ">=" -> order(version) >= 0;
                case ">" -> order(version) > 0;
                case "<" -> order(version) < 0;
                case "<=" -> order(version) <= 0;
                case "^" -> atLeast(version) && same(version, leading());
                case "~", "~>" -> atLeast(version) && same(version, Math.min(2, numbers.size()));
                default -> same(version, numbers.size());
            };
        }

        /// By the numbers that are given alone: 18.2 is neither below nor above 18.
        private int order(ToolVersion version) {
            for (int place = 0; place < numbers.size(); place++) {
                int order = Integer.compare(version.number(place), numbers.get(place));
                if (order != 0) {
                    return order;
                }
            }
            return version.early() ? -1 : 0;
        }

        private boolean atLeast(ToolVersion version) {
            return order(version) >= 0;
        }

        private boolean same(ToolVersion version, int places) {
            for (int place = 0; place < places; place++) {
                if (version.number(place) != numbers.get(place)) {
                    return false;
                }
            }
            return true;
        }

        /// Up to the first that is not 0.
        private int leading() {
            int places = 1;
            while (places < numbers.size() && numbers.get(places - 1) == 0) {
                places++;
            }
            return Math.min(places, numbers.size());
        }
    }

    public VersionRange {
        alternatives = alternatives.stream().map(List::copyOf).toList();
    }

    /// Reads one.
    ///
    /// @throws IllegalArgumentException if it is none; its message says what is wrong
    public static VersionRange parse(String text) {
        List<List<Bound>> alternatives = new ArrayList<>();
        for (String alternative : text.strip().split("\\|\\|", -1)) {
            alternatives.add(bounds(alternative.strip(), text));
        }
        String small = text.toLowerCase(Locale.ROOT);
        boolean early =
                small.matches(".*\\d(?:-(?:ea|alpha|beta|rc|dev|nightly|canary)|rc|a|b)[\\d.]*.*");
        return new VersionRange(text.strip(), alternatives, early);
    }

    private static List<Bound> bounds(String text, String whole) {
        Matcher hyphen = HYPHEN.matcher(text);
        if (hyphen.matches()) {
            return List.of(
                    bound(">=" + hyphen.group(1), whole), bound("<=" + hyphen.group(2), whole));
        }
        List<Bound> bounds = new ArrayList<>();
        String spaced = text.replace(",", " ").replaceAll("(>=|<=|>|<|=|\\^|~>?)\\s+", "$1");
        for (String word : spaced.split("\\s+", -1)) {
            if (!word.isEmpty()) {
                bounds.add(bound(word, whole));
            }
        }
        return bounds;
    }

    private static Bound bound(String word, String whole) {
        Matcher found = BOUND.matcher(word);
        if (!found.matches()) {
            throw new IllegalArgumentException(
                    "asks for the version '"
                            + whole
                            + "', which cannot be read: write 17, 3.11.x or '>=18 <21'");
        }
        List<Integer> numbers =
                Arrays.stream(found.group(2).split("[._]"))
                        .takeWhile(number -> Character.isDigit(number.charAt(0)))
                        .map(Integer::valueOf)
                        .toList();
        return new Bound(Optional.ofNullable(found.group(1)).orElse(""), numbers);
    }

    /// Whether a version is one of them. What came before a version only is where it is asked for.
    public boolean contains(ToolVersion version) {
        return (early || !version.early())
                && alternatives.stream()
                        .anyMatch(bounds -> bounds.stream().allMatch(bound -> bound.test(version)));
    }
}
