package dev.minijenkin.db.group;

import dev.minijenkin.db.RepositoryId;

/// A concurrency group.
///
/// @param key its name in one spelling
public record GroupName(RepositoryId repository, String key) {}
