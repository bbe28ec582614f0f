package dev.minijenkin.runner.action.artifact;

import dev.minijenkin.runner.workspace.PathPatterns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A pattern of the names of artifacts, as the reference reads it: `*`, `?`, `[…]`, `{one,other}`,
/// `{1..3}`, and a leading `!` takes all others.
///
/// @param patterns of which one has to fit, without braces
/// @param others whether it takes what none of them fits
record NamePattern(List<String> patterns, boolean others) {
    private static final int MOST = 1000;

    NamePattern {
        patterns = List.copyOf(patterns);
    }

    static NamePattern of(String text) {
        String pattern = text;
        boolean others = false;
        while (pattern.startsWith("!")) {
            others = !others;
            pattern = pattern.substring(1);
        }
        return new NamePattern(expanded(pattern), others);
    }

    boolean fits(String name) {
        return patterns.stream().anyMatch(pattern -> PathPatterns.fits(pattern, name)) != others;
    }

    /// Braces with no comma and no range in them stand for themselves.
    private static List<String> expanded(String pattern) {
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
            List<String> parts = new ArrayList<>();
            int close = close(pattern, open, parts);
            List<String> choices = parts.size() == 1 ? range(parts.getFirst()) : parts;
            if (close < 0 || choices.isEmpty()) {
                continue;
            }
            String before = pattern.substring(0, open);
            String after = pattern.substring(close + 1);
            return choices.stream()
                    .flatMap(choice -> expanded(before + choice + after).stream())
                    .limit(MOST)
                    .toList();
        }
        return List.of(pattern);
    }

    /// Where the brace is closed that is opened there; -1 where it is not.
    ///
    /// @param parts gets what stands between its commas
    private static int close(String pattern, int open, List<String> parts) {
        int depth = 0;
        int from = open + 1;
        for (int at = open; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            }
            if ((c == ',' && depth == 1) || (c == '}' && depth == 0)) {
                parts.add(pattern.substring(from, at));
                from = at + 1;
            }
            if (depth == 0) {
                return at;
            }
        }
        return -1;
    }

    private static List<String> range(String part) {
        if (!part.matches("\\d{1,6}\\.\\.\\d{1,6}")) {
            return List.of();
        }
        int between = part.indexOf("..");
        int first = Integer.parseInt(part.substring(0, between));
        int last = Integer.parseInt(part.substring(between + 2));
        int step = first <= last ? 1 : -1;
        return IntStream.rangeClosed(0, Math.min(MOST, Math.abs(last - first)))
                .mapToObj(number -> Integer.toString(first + step * number))
                .toList();
    }
}
