package dev.minijenkin.db.repository;

import dev.minijenkin.db.seal.Sealed;

/// What is needed to register a repository.
///
/// @param name as in the address of its hook; letters, digits, `_.-` and `/`
/// @param url anything that git fetches from
/// @param hookSecret sealed ([HookSecrets])
public record NewRepository(
        String name,
        String url,
        String defaultBranch,
        Sealed hookSecret,
        boolean readsGithubFolder) {}
