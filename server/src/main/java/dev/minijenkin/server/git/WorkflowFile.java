package dev.minijenkin.server.git;

/// A workflow file as it stands at a commit.
///
/// @param path in the repository
/// @param content of a file above 1 MiB only so much that its reader sees that it is too large
public record WorkflowFile(String path, byte[] content) {}
