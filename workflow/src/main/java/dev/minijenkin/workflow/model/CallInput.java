package dev.minijenkin.workflow.model;

import dev.minijenkin.workflow.yaml.Yaml;

/// An input of a workflow that others call.
///
/// @param fallback the `default`, which may hold an expression; null where the file gives none
public record CallInput(String name, boolean required, Type type, Yaml.Scalar fallback) {
    public enum Type {
        STRING,
        BOOLEAN,
        NUMBER
    }
}
