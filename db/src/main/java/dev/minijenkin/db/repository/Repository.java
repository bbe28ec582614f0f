package dev.minijenkin.db.repository;

import dev.minijenkin.db.RepositoryId;

/// A registered repository, without its hook secret.
public record Repository(
        RepositoryId id,
        String name,
        String url,
        String defaultBranch,
        boolean readsGithubFolder,
        ForkApproval forkApproval,
        GuestRuns guestRuns) {}
