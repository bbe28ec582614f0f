package dev.minijenkin.db.token;

/// What a token may be used for.
public enum TokenScope {
    /// What a viewer sees.
    READ,
    /// Send commands, as an operator does.
    STEER,
    /// Send those that only administrators may, and take back those of others.
    ADMIN
}
