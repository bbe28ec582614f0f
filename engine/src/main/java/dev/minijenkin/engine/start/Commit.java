package dev.minijenkin.engine.start;

/// The commit whose files run.
///
/// @param sha 40 hexadecimal digits (64 for SHA-256 repositories)
/// @param author name
public record Commit(String sha, String message, String author) {
    /// First line of the message.
    public String subject() {
        return message.lines().findFirst().orElse("").strip();
    }
}
