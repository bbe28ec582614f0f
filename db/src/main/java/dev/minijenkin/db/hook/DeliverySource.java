package dev.minijenkin.db.hook;

/// Who sent a delivery.
public enum DeliverySource {
    GITHUB,
    GITEA,
    GITLAB,
    BITBUCKET,
    GIT,
    COMMAND,
    SCHEDULE,
    /// A run of another workflow of the repository.
    RUN
}
