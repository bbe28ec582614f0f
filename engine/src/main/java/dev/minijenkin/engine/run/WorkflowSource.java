package dev.minijenkin.engine.run;

/// A workflow file as it stands at a commit.
///
/// @param path in the repository
/// @param content of a file above 1 MiB at least so much that its reader sees that it is too large
public record WorkflowSource(String path, byte[] content) {}
