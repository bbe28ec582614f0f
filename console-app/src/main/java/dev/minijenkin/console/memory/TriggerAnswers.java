package dev.minijenkin.console.memory;

import java.util.Map;

/// What a person filled in to start a pipeline.
///
/// @param ref branch, tag or commit
/// @param inputs by name
public record TriggerAnswers(String ref, Map<String, String> inputs) {
    // A file may leave them out.
    @SuppressWarnings("ConstantValue")
    public TriggerAnswers {
        ref = ref == null ? "" : ref;
        inputs = inputs == null ? Map.of() : inputs;
    }
}
