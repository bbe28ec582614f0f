package dev.minijenkin.db.repository;

/// Whose pull requests from forks begin only when an operator released their runs: words of
/// `repositories.fork_approval`.
public enum ForkApproval {
    /// Of all who are no collaborators of the repository.
    OUTSIDERS,
    /// Of those who contribute to it for the first time.
    FIRST_TIME,
    /// Of those who are new to the git host too.
    NEW_TO_HOST
}
