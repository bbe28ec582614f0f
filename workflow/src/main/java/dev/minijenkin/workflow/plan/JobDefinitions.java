package dev.minijenkin.workflow.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// [JobDefinition] as JSON, for `job_definitions.definition`. A reader skips fields that it does
/// not know, so that a newer server and an older runner understand each other. Thread-safe.
public final class JobDefinitions {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Value.class, new ValueWriter())
                                    .addDeserializer(Value.class, new ValueReader()))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                    .build();

    private JobDefinitions() {}

    public static String encode(JobDefinition definition) {
        try {
            return MAPPER.writeValueAsString(definition);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A job definition cannot be written as JSON", e);
        }
    }

    /// Throws [IllegalArgumentException] where the text is no definition.
    public static JobDefinition decode(String json) {
        try {
            return MAPPER.readValue(json, JobDefinition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Not a job definition: " + e.getOriginalMessage(), e);
        }
    }

    private static final class ValueWriter extends StdSerializer<Value> {
        private static final long serialVersionUID = 1L;

        ValueWriter() {
            super(Value.class);
        }

        @Override
        public void serialize(Value value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            write(value, json);
        }

        private static void write(Value value, JsonGenerator json) throws IOException {
            switch (value) {
                case NullValue() -> json.writeNull();
                case BooleanValue(boolean truth) -> json.writeBoolean(truth);
                case NumberValue(double number) -> {
                    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
                        json.writeNumber((long) number);
                    } else if (Double.isFinite(number)) {
                        json.writeNumber(number);
                    } else {
                        json.writeNull();
                    }
                }
                case StringValue(String text) -> json.writeString(text);
                case ArrayValue(List<Value> items, _) -> {
                    json.writeStartArray();
                    for (Value item : items) {
                        write(item, json);
                    }
                    json.writeEndArray();
                }
                case ObjectValue object -> {
                    json.writeStartObject();
                    for (Map.Entry<String, Value> field : object.fields().entrySet()) {
                        json.writeFieldName(field.getKey());
                        write(field.getValue(), json);
                    }
                    json.writeEndObject();
                }
            }
        }
    }

    private static final class ValueReader extends StdDeserializer<Value> {
        private static final long serialVersionUID = 1L;

        ValueReader() {
            super(Value.class);
        }

        @Override
        public Value deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            return Json.read(parser);
        }

        @Override
        public Value getNullValue(DeserializationContext context) {
            return NullValue.NULL;
        }
    }
}
