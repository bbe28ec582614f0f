package dev.minijenkin.pipeline.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened, as far as triggers look at it.
///
/// @param name of the workflow language: `push`, `workflow_dispatch`
/// @param ref full ref: `refs/heads/main`, `refs/tags/v1`
/// @param changedFiles paths in the repository; null where they are not known, which lets every
///   `paths` filter pass
public record Event(String name, String ref, @Nullable List<String> changedFiles) {
    private static final String BRANCHES = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    public static Event push(String ref, @Nullable List<String> changedFiles) {
        return new Event("push", ref, changedFiles);
    }

    public static Event dispatch(String ref) {
        return new Event("workflow_dispatch", ref, null);
    }

    public boolean isTag() {
        return ref.startsWith(TAGS);
    }

    /// Without `refs/heads/` or `refs/tags/`.
    public String refName() {
        return ref.startsWith(BRANCHES)
                ? ref.substring(BRANCHES.length())
                : isTag() ? ref.substring(TAGS.length()) : ref;
    }
}
