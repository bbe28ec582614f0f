package dev.minijenkin.console.trigger;

import java.util.Map;

/// What a person filled in.
///
/// @param inputs by name
record TriggerAnswers(String ref, Map<String, String> inputs) {}
