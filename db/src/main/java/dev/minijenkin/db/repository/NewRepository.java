package dev.minijenkin.db.repository;

/// What is needed to register a repository.
///
/// @param name as in the address of its hook; letters, digits, `_.-` and `/`
/// @param url anything that git fetches from
/// @param hookSecret at least 16 characters
public record NewRepository(
        String name,
        String url,
        String defaultBranch,
        String hookSecret,
        boolean readsGithubFolder) {}
