package dev.minijenkin.db;

/// Identity in `repositories`.
public record RepositoryId(long value) {}
