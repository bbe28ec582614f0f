package dev.minijenkin.workflow.model;

import java.util.Collection;
import java.util.List;

/// `branches`, `tags` or `paths`, with their `-ignore` forms.
///
/// A name is tested against all patterns of a list in their order, and the last one that matches
/// decides; a pattern that begins with `!` takes back. A list without patterns filters nothing.
///
/// @param wanted one of these must match
/// @param ignored none of these may match
public record PatternFilter(List<GlobPattern> wanted, List<GlobPattern> ignored) {
    public static final PatternFilter NONE = new PatternFilter(List.of(), List.of());

    /// Whether the file filters at all.
    public boolean defined() {
        return !wanted.isEmpty() || !ignored.isEmpty();
    }

    /// Whether a branch or a tag may start a run.
    public boolean admits(String name) {
        return (wanted.isEmpty() || matches(wanted, name)) && !matches(ignored, name);
    }

    /// Whether a set of changed files may start a run: one that matches is enough; ignored ones do
    /// not count.
    public boolean admitsAny(Collection<String> files) {
        return !defined() || files.stream().anyMatch(this::admits);
    }

    private static boolean matches(List<GlobPattern> patterns, String name) {
        boolean matched = false;
        for (GlobPattern pattern : patterns) {
            if (pattern.negative() == matched && pattern.matches(name)) {
                matched = !pattern.negative();
            }
        }
        return matched;
    }
}
