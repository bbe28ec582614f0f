package dev.minijenkin.db;

/// Identity in `pipeline_runs`.
public record RunId(long value) {}
