package dev.minijenkin.pipeline.workflow;

/// A secret of a workflow that others call.
public record CallSecret(String name, boolean required) {}
