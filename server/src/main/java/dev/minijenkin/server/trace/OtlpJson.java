package dev.minijenkin.server.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/// `ExportTraceServiceRequest` of OTLP 1.x in JSON: ids in hexadecimal letters, numbers of 64 bits
/// as text.
final class OtlpJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long NANOS = 1_000_000_000L;
    private static final int ERROR = 2;

    private OtlpJson() {}

    static byte[] request(List<Span> spans) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ObjectNode ofResource = request.putArray("resourceSpans").addObject();
        attribute(
                ofResource.putObject("resource").putArray("attributes"),
                "service.name",
                "mini-jenkin");
        ObjectNode ofScope = ofResource.putArray("scopeSpans").addObject();
        ofScope.putObject("scope").put("name", "dev.minijenkin");
        ArrayNode all = ofScope.putArray("spans");
        spans.forEach(span -> write(span, all.addObject()));
        try {
            return JSON.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always written", e);
        }
    }

    private static void write(Span span, ObjectNode node) {
        node.put("traceId", span.traceId()).put("spanId", span.id());
        span.parent().ifPresent(parent -> node.put("parentSpanId", parent));
        node.put("name", span.name())
                .put("kind", span.kind().number())
                .put("startTimeUnixNano", nanos(span.start()))
                .put("endTimeUnixNano", nanos(span.end()));
        ArrayNode attributes = node.putArray("attributes");
        span.attributes().forEach((name, value) -> attribute(attributes, name, value));
        ObjectNode status = node.putObject("status");
        span.failure().ifPresent(words -> status.put("code", ERROR).put("message", words));
    }

    private static void attribute(ArrayNode attributes, String name, Object value) {
        ObjectNode of = attributes.addObject().put("key", name).putObject("value");
        if (value instanceof Long number) {
            of.put("intValue", number.toString());
        } else {
            of.put("stringValue", value.toString());
        }
    }

    private static String nanos(Instant time) {
        return Long.toString(time.getEpochSecond() * NANOS + time.getNano());
    }
}
