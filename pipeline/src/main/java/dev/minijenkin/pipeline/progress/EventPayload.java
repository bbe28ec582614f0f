package dev.minijenkin.pipeline.progress;

import dev.minijenkin.pipeline.expression.Json;
import dev.minijenkin.pipeline.expression.ObjectValue;
import dev.minijenkin.pipeline.expression.Value;
import java.nio.charset.StandardCharsets;

/// The payload of an event as `github.event` shows it.
final class EventPayload {
    private EventPayload() {}

    /// Empty where it is no JSON.
    static Value read(byte[] payload) {
        try {
            return Json.parse(new String(payload, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return ObjectValue.EMPTY;
        }
    }
}
