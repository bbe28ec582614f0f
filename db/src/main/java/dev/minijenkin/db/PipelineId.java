package dev.minijenkin.db;

/// Identity in `pipelines`.
public record PipelineId(long value) {}
