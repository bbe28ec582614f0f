package dev.minijenkin.db;

/// Identity in `commands`.
public record CommandId(long value) {}
