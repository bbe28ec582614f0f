package dev.minijenkin.db;

/// Id of a row of `environments`.
public record EnvironmentId(long value) {}
