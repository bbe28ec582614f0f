package dev.minijenkin.engine.run;

import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.nio.charset.StandardCharsets;

/// The payload of an event as `github.event` shows it.
public final class EventPayload {
    private EventPayload() {}

    /// Empty where it is no JSON.
    public static Value read(byte[] payload) {
        try {
            return Json.parse(new String(payload, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return ObjectValue.EMPTY;
        }
    }
}
