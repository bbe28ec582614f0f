package dev.minijenkin.workflow.model;

import dev.minijenkin.workflow.yaml.Text;

/// An output of a workflow that others call.
///
/// @param value text with expressions of `jobs`
public record CallOutput(String name, Text value) {}
