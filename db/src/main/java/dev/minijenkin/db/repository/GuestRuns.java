package dev.minijenkin.db.repository;

/// Which runs of a repository guest runners carry out, and nobody else: `repositories.guest_runs`.
public enum GuestRuns {
    NONE,
    /// Of pull and merge requests from other repositories.
    FORKS,
    ALL
}
