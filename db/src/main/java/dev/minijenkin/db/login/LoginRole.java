package dev.minijenkin.db.login;

/// Which role of the product a login is a member of; of several the one that may most.
public enum LoginRole {
    ADMIN,
    OPERATOR,
    VIEWER,
    SERVER,
    RUNNER,
    GUEST_RUNNER
}
