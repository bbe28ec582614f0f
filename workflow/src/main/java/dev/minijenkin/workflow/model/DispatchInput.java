package dev.minijenkin.workflow.model;

import dev.minijenkin.workflow.expression.value.Value;
import java.util.List;

/// An input of `workflow_dispatch`.
///
/// @param fallback the `default`; null where the file gives none
/// @param options of a `choice`
public record DispatchInput(
        String name,
        String description,
        boolean required,
        Type type,
        Value fallback,
        List<String> options) {
    public enum Type {
        STRING,
        BOOLEAN,
        NUMBER,
        CHOICE,
        ENVIRONMENT
    }
}
