package dev.minijenkin.workflow.plan;

import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.DispatchInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Brings the inputs of a trigger to their types: the `inputs` context.
public sealed interface DispatchInputs {
    record Accepted(ObjectValue inputs) implements DispatchInputs {}

    /// They do not fit.
    ///
    /// @param reason one sentence
    record Refused(String reason) implements DispatchInputs {}

    static DispatchInputs of(List<DispatchInput> declared, Map<String, String> given) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (DispatchInput input : declared) {
            Optional<String> text = find(given, input.name());
            Value value = text.map(t -> value(input, t)).orElseGet(() -> fallback(input));
            Optional<String> fault = fault(input, value, text.isPresent());
            if (fault.isPresent()) {
                return new Refused(fault.get());
            }
            values.put(input.name(), value);
        }
        for (String name : given.keySet()) {
            if (declared.stream().noneMatch(i -> OrdinalIgnoreCase.equal(i.name(), name))) {
                return new Refused("The workflow has no input '%s'".formatted(name));
            }
        }
        return new Accepted(ObjectValue.ignoringCase(values));
    }

    /// An input in few words: `level (choice: low, high; default low)`.
    static String shown(DispatchInput input) {
        String type = input.type().name().toLowerCase(Locale.ROOT);
        String options = input.options().isEmpty() ? "" : ": " + String.join(", ", input.options());
        boolean hasFallback = !(input.fallback() instanceof NullValue);
        String more =
                hasFallback
                        ? "; default " + input.fallback().asText()
                        : input.required() ? "; required" : "";
        return "%s (%s%s%s)".formatted(input.name(), type, options, more);
    }

    private static Optional<String> find(Map<String, String> given, String name) {
        return given.entrySet().stream()
                .filter(entry -> OrdinalIgnoreCase.equal(entry.getKey(), name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Value value(DispatchInput input, String text) {
        return switch (input.type()) {
            case BOOLEAN ->
                    text.equals("true") || text.equals("false")
                            ? Value.of(text.equals("true"))
                            : Value.of(text);
            case NUMBER -> Value.of(Value.of(text).asNumber());
            case STRING, CHOICE, ENVIRONMENT -> Value.of(text);
        };
    }

    private static Value fallback(DispatchInput input) {
        boolean given = !(input.fallback() instanceof NullValue);
        return switch (input.type()) {
            case BOOLEAN -> given ? value(input, input.fallback().asText()) : Value.of(false);
            case NUMBER -> Value.of(input.fallback().asNumber());
            case STRING, ENVIRONMENT -> Value.of(input.fallback().asText());
            case CHOICE -> Value.of(given ? input.fallback().asText() : input.options().getFirst());
        };
    }

    private static Optional<String> fault(DispatchInput input, Value value, boolean given) {
        String name = input.name();
        boolean hasFallback = !(input.fallback() instanceof NullValue);
        if (input.required() && !hasFallback && (!given || value.asText().isEmpty())) {
            return Optional.of("The input '%s' is required".formatted(name));
        }
        return switch (input.type()) {
            case BOOLEAN ->
                    value.kind().equals("Boolean")
                            ? Optional.empty()
                            : Optional.of("The input '%s' must be true or false".formatted(name));
            case NUMBER ->
                    Double.isNaN(value.asNumber())
                            ? Optional.of("The input '%s' must be a number".formatted(name))
                            : Optional.empty();
            case CHOICE ->
                    input.options().contains(value.asText())
                            ? Optional.empty()
                            : Optional.of(
                                    "The input '%s' must be one of %s"
                                            .formatted(name, String.join(", ", input.options())));
            case STRING, ENVIRONMENT -> Optional.empty();
        };
    }
}
