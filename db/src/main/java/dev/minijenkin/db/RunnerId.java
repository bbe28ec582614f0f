package dev.minijenkin.db;

/// Identity in `runners`.
public record RunnerId(long value) {}
