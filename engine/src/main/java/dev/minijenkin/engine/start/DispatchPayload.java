package dev.minijenkin.engine.start;

import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.DispatchInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The payload of a wish for a run, as the reference tells it: its `inputs` are texts, and those
/// that nobody gave are there with their defaults.
final class DispatchPayload {
    private DispatchPayload() {}

    /// The payload with all of its inputs.
    ///
    /// @param payload as it came
    /// @param declared inputs of the workflow
    /// @param accepted their values
    static ObjectValue of(Value payload, List<DispatchInput> declared, ObjectValue accepted) {
        ObjectValue told = payload instanceof ObjectValue object ? object : ObjectValue.EMPTY;
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (DispatchInput input : declared) {
            if (!(input.fallback() instanceof NullValue)) {
                accepted.get(input.name())
                        .ifPresent(value -> inputs.put(input.name(), Value.of(value.asText())));
            }
        }
        if (told.get("inputs").orElse(NullValue.NULL) instanceof ObjectValue given) {
            inputs.putAll(given.fields());
        }
        return told.and("inputs", ObjectValue.ignoringCase(inputs));
    }
}
