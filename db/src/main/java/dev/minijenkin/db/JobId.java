package dev.minijenkin.db;

/// Identity in `jobs`.
public record JobId(long value) {}
