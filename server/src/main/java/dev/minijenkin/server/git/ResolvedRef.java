package dev.minijenkin.server.git;

/// What a name stands for.
///
/// @param ref full ref: `refs/heads/main`; the commit's id where a person named that
/// @param sha what it points to: a commit or an annotated tag
public record ResolvedRef(String ref, String sha) {}
