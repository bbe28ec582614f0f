package dev.minijenkin.runner.container;

import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.context.Words;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobContainers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The containers of a job with all their texts evaluated.
///
/// @param job in which the steps run; empty: they run on the machine
/// @param services by the names under which steps find them
public record ContainerSpecs(Optional<ContainerSpec> job, Map<String, ContainerSpec> services) {
    /// Those of a definition. Throws `ExpressionException` if a text cannot be evaluated.
    public static ContainerSpecs of(JobContainers definition, Contexts contexts) {
        Map<String, ContainerSpec> services = new LinkedHashMap<>();
        fields(evaluated(definition.services(), contexts))
                .forEach((name, service) ->
                        spec(service).ifPresent(spec -> services.put(name, spec)));
        return new ContainerSpecs(spec(evaluated(definition.container(), contexts)), services);
    }

    boolean isEmpty() {
        return job.isEmpty() && services.isEmpty();
    }

    /// A list that an expression gives stands for its items.
    private static Stream<Value> items(Value item, Contexts contexts) {
        Value evaluated = evaluated(item, contexts);
        return item instanceof StringValue
                        && evaluated instanceof ArrayValue(List<Value> several, _)
                ? several.stream()
                : Stream.of(evaluated);
    }

    /// Each text once: what an expression gave is no expression.
    private static Value evaluated(Value value, Contexts contexts) {
        return switch (value) {
            case StringValue(String text) -> Texts.value(text, contexts);
            case ArrayValue(List<Value> items, _) ->
                    ArrayValue.of(items.stream().flatMap(item -> items(item, contexts)).toList());
            case ObjectValue object -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                object.fields()
                        .forEach((name, field) -> fields.put(name, evaluated(field, contexts)));
                yield ObjectValue.tellingCaseApart(fields);
            }
            case NullValue _, BooleanValue _, NumberValue _ -> value;
        };
    }

    /// One whose image is empty is none.
    private static Optional<ContainerSpec> spec(Value value) {
        Map<String, Value> fields =
                value instanceof ObjectValue object ? object.fields() : Map.of("image", value);
        String image = text(fields, "image").strip();
        if (image.startsWith(JobContainers.IMAGE)) {
            image = image.substring(JobContainers.IMAGE.length());
        }
        return image.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ContainerSpec(
                                image,
                                Words.split(text(fields, "options")),
                                env(fields),
                                list(fields, "ports"),
                                list(fields, "volumes"),
                                credentials(fields),
                                text(fields, "entrypoint"),
                                Words.split(text(fields, "command"))));
    }

    private static Map<String, String> env(Map<String, Value> fields) {
        Map<String, String> env = new LinkedHashMap<>();
        fields(fields.getOrDefault("env", NullValue.NULL))
                .forEach((name, value) -> env.put(name, value.asText()));
        return env;
    }

    private static Optional<ContainerSpec.Credentials> credentials(Map<String, Value> fields) {
        Map<String, Value> given = fields(fields.getOrDefault("credentials", NullValue.NULL));
        ContainerSpec.Credentials credentials =
                new ContainerSpec.Credentials(text(given, "username"), text(given, "password"));
        return credentials.username().isEmpty() || credentials.password().isEmpty()
                ? Optional.empty()
                : Optional.of(credentials);
    }

    private static List<String> list(Map<String, Value> fields, String name) {
        Value value = fields.getOrDefault(name, NullValue.NULL);
        List<Value> items =
                value instanceof ArrayValue(List<Value> several, _) ? several : List.of(value);
        return items.stream().map(Value::asText).filter(item -> !item.isBlank()).toList();
    }

    private static String text(Map<String, Value> fields, String name) {
        return fields.getOrDefault(name, NullValue.NULL).asText();
    }

    private static Map<String, Value> fields(Value value) {
        return value instanceof ObjectValue object ? object.fields() : Map.of();
    }
}
