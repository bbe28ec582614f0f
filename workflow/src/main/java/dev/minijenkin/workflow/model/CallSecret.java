package dev.minijenkin.workflow.model;

/// A secret of a workflow that others call.
public record CallSecret(String name, boolean required) {}
