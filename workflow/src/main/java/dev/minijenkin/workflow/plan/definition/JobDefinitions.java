package dev.minijenkin.workflow.plan.definition;

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
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// [JobDefinition] as JSON, whole as a runner reads it, and in the parts in which it is stored. A
/// reader skips fields that it does not know, so that a newer server and an older runner understand
/// each other. Thread-safe.
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

    /// Beside the contexts that all jobs of a run see alike stands the trace of the run, for
    /// runners and not for expressions.
    public static final String TRACE = "trace";

    private static final Set<String> SHARED = Set.of("github", "vars");
    private static final Set<String> OF_JOB = Set.of("job");
    private static final Set<String> OF_ATTEMPT = Set.of("job", "run_attempt", "triggering_actor");

    private JobDefinitions() {}

    public static String encode(JobDefinition definition) {
        return json(definition);
    }

    /// What all runs of the same file say alike of a job: a definition without its name, which may
    /// be another for each leg and run, and without contexts.
    public static String template(JobDefinition definition) {
        return json(
                new Template(
                        definition.key(),
                        definition.condition(),
                        definition.continueOnError(),
                        definition.env(),
                        definition.defaults(),
                        definition.timeoutMinutes(),
                        definition.guard(),
                        definition.steps(),
                        definition.outputs(),
                        definition.passedSecrets(),
                        definition.secrets(),
                        definition.containers()));
    }

    private record Template(
            String key,
            String condition,
            boolean continueOnError,
            Map<String, String> env,
            RunDefaults defaults,
            int timeoutMinutes,
            JobGuard guard,
            List<StepDefinition> steps,
            Map<String, String> outputs,
            List<PassedSecrets> passedSecrets,
            SecretNames secrets,
            JobContainers containers) {}

    /// What a definition says beside its [#template] and its contexts.
    public static String own(JobDefinition definition) {
        return json(Map.of("name", definition.name()));
    }

    /// The contexts that all jobs of a run see alike: `vars`, and `github` but for the name of the
    /// job.
    public static String sharedContexts(JobDefinition definition) {
        Map<String, Value> contexts = new LinkedHashMap<>(definition.contexts());
        contexts.keySet().retainAll(SHARED);
        contexts.computeIfPresent(
                "github", (_, github) -> fields(github, name -> !OF_JOB.contains(name)));
        return json(contexts);
    }

    /// The contexts of a job beside [#sharedContexts].
    ///
    /// @param attempt of the run: a later one has another number, and somebody else may have wanted
    ///   it
    public static String ownContexts(JobDefinition definition, int attempt) {
        Map<String, Value> contexts = new LinkedHashMap<>(definition.contexts());
        contexts.remove("vars");
        contexts.remove(TRACE);
        contexts.computeIfPresent(
                "github",
                (_, github) ->
                        fields(github, attempt == 1 ? OF_JOB::contains : OF_ATTEMPT::contains));
        return json(contexts);
    }

    /// A value as it stands among contexts.
    public static String context(Value value) {
        return json(value);
    }

    private static Value fields(Value of, Predicate<String> wanted) {
        if (!(of instanceof ObjectValue object)) {
            return of;
        }
        Map<String, Value> fields = new LinkedHashMap<>(object.fields());
        fields.keySet().removeIf(wanted.negate());
        return ObjectValue.ignoringCase(fields);
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
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

    /// The same from the parts in which it is stored ([#template], [#own], [#sharedContexts],
    /// [#ownContexts]): of the template and what stands in its place, and of the contexts alike,
    /// the second holds; of `github` each of its fields.
    public static JobDefinition decode(
            String template, String own, String sharedContexts, String ownContexts) {
        try {
            ObjectNode whole = object(template);
            whole.setAll(object(own));
            ObjectNode contexts = object(sharedContexts);
            ObjectNode github = contexts.withObject("/github");
            object(ownContexts)
                    .properties()
                    .forEach(context -> {
                        if (context.getKey().equals("github")
                                && context.getValue() instanceof ObjectNode fields) {
                            github.setAll(fields);
                        } else {
                            contexts.set(context.getKey(), context.getValue());
                        }
                    });
            whole.set("contexts", contexts);
            return MAPPER.treeToValue(whole, JobDefinition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Not a job definition: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectNode object(String json) throws JsonProcessingException {
        return MAPPER.readValue(json, ObjectNode.class);
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
                    List<Integer> order = FieldOrder.of(object.fields().keySet());
                    if (!order.isEmpty()) {
                        json.writeFieldName(FieldOrder.MARK);
                        json.writeArray(
                                order.stream().mapToInt(Integer::intValue).toArray(),
                                0,
                                order.size());
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
            return FieldOrder.restored(Json.read(parser));
        }

        @Override
        public Value getNullValue(DeserializationContext context) {
            return NullValue.NULL;
        }
    }
}
