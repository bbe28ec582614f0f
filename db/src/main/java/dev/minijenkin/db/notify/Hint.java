package dev.minijenkin.db.notify;

/// "Look at this again." Carries no state.
public record Hint(Topic topic, long id) {}
