package dev.minijenkin.runner.workspace;

/// What a run was started for.
///
/// @param repository name of the repository
/// @param url where it is fetched from
/// @param ref full ref: `refs/heads/main`
public record CheckoutSource(String repository, String url, String ref, String commit) {}
