package dev.minijenkin.runner.matcher;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One pattern of a matcher: what a line must look like, and which groups of it say what.
///
/// @param groups by the names of the language (`file`, `line`, `column`, `severity`, `message`,
///   `code`, `fromPath`)
/// @param loop whether it may match again and again, as the last of several
record LinePattern(Pattern pattern, Map<String, Integer> groups, boolean loop) {
    LinePattern {
        groups = Map.copyOf(groups);
    }

    /// What the line says; empty where it does not look like this.
    ///
    /// @throws SlowPatternException if that takes too long
    Optional<Problem> read(CharSequence line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find()
                ? Optional.of(
                        new Problem(
                                group(matcher, "severity"),
                                group(matcher, "file"),
                                group(matcher, "line"),
                                group(matcher, "column"),
                                group(matcher, "message"),
                                group(matcher, "fromPath")))
                : Optional.empty();
    }

    private String group(Matcher matcher, String name) {
        Integer group = groups.get(name);
        String text = group == null ? null : matcher.group(group);
        return text == null ? "" : text;
    }
}
