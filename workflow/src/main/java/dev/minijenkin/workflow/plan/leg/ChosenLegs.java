package dev.minijenkin.workflow.plan.leg;

import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which legs of matrices are wanted: of each key that is named here one of the values. Keys that a
/// matrix does not have tell nothing about its legs, nor about jobs without a matrix.
///
/// It travels with the contexts of a run, under a name that no expression can say, because legs may
/// be planned long after the run began, and in files that others call.
///
/// @param values by the key of the matrix; a leg's value counts as its text, ignoring case
public record ChosenLegs(Map<String, List<String>> values) {
    public static final ChosenLegs ALL = new ChosenLegs(Map.of());
    private static final String CONTEXT = "chosen-legs";

    public ChosenLegs {
        values = Map.copyOf(values);
    }

    /// The same contexts, and what is chosen.
    public Map<String, Value> with(Map<String, Value> contexts) {
        if (values.isEmpty()) {
            return contexts;
        }
        Map<String, Value> chosen = new LinkedHashMap<>();
        values.forEach((key, wanted) ->
                chosen.put(key, ArrayValue.of(wanted.stream().<Value>map(Value::of).toList())));
        Map<String, Value> all = new LinkedHashMap<>(contexts);
        all.put(CONTEXT, ObjectValue.ignoringCase(chosen));
        return all;
    }

    /// The contexts of a called file: what is chosen goes on to it.
    ///
    /// @param caller contexts of who calls
    public static Map<String, Value> passedOn(
            Map<String, Value> caller, Map<String, Value> contexts) {
        Value chosen = caller.get(CONTEXT);
        if (chosen == null) {
            return contexts;
        }
        Map<String, Value> all = new LinkedHashMap<>(contexts);
        all.put(CONTEXT, chosen);
        return all;
    }

    /// Whether a leg is wanted where a run has these contexts.
    ///
    /// @param matrix of the leg; null where it has none
    public static boolean want(Value matrix, Map<String, Value> contexts) {
        if (!(contexts.getOrDefault(CONTEXT, NullValue.NULL) instanceof ObjectValue chosen)
                || !(matrix instanceof ObjectValue leg)) {
            return true;
        }
        return chosen.fields().entrySet().stream()
                .allMatch(entry ->
                        leg.get(entry.getKey())
                                .map(value -> isAmong(value, entry.getValue()))
                                .orElse(true));
    }

    private static boolean isAmong(Value value, Value wanted) {
        return wanted instanceof ArrayValue(List<Value> items, _)
                && items.stream()
                        .anyMatch(item -> OrdinalIgnoreCase.equal(item.asText(), value.asText()));
    }
}
