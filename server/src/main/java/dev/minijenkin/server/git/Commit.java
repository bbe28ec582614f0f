package dev.minijenkin.server.git;

/// A commit.
///
/// @param sha 40 hexadecimal digits
/// @param title first line of the message
/// @param author name
public record Commit(String sha, String title, String author) {}
