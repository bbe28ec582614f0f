package dev.minijenkin.pipeline.workflow;

import java.util.Collection;
import java.util.List;

/// `branches`, `tags` or `paths`, or the `-ignore` form of one of them.
///
/// A name is tested against all patterns in their order, and the last one that matches decides; a
/// pattern that begins with `!` takes back.
///
/// @param defined whether the file has the key at all
/// @param ignoring whether it is the `-ignore` form
public record PatternFilter(boolean defined, boolean ignoring, List<GlobPattern> patterns) {
    static final PatternFilter NONE = new PatternFilter(false, false, List.of());

    /// Whether a branch or a tag may start a run.
    public boolean admits(String name) {
        return !defined || matches(name) != ignoring;
    }

    /// Whether a set of changed files may start a run: one that matches is enough; ignored ones do
    /// not count.
    public boolean admitsAny(Collection<String> files) {
        return !defined || files.stream().anyMatch(file -> matches(file) != ignoring);
    }

    private boolean matches(String name) {
        boolean matched = false;
        for (GlobPattern pattern : patterns) {
            if (pattern.negative() == matched && pattern.matches(name)) {
                matched = !pattern.negative();
            }
        }
        return matched;
    }
}
