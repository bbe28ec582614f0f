package dev.minijenkin.workflow.plan.definition;

import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Brings the order of fields through `jsonb`, which has one of its own: `join(matrix.*, '-')`
/// shall give the values as the file has them.
final class FieldOrder {
    /// The field that says the order where it is another; no name of the language is such.
    static final String MARK = "\u0001";

    /// That of `jsonb`.
    private static final Comparator<String> STORED =
            Comparator.comparing(
                            FieldOrder::bytes, Comparator.<byte[]>comparingInt(name -> name.length))
                    .thenComparing(FieldOrder::bytes, Arrays::compareUnsigned);

    private FieldOrder() {}

    /// For each name its place among them as they are stored; empty where that is the order anyway.
    static List<Integer> of(Collection<String> names) {
        List<String> stored = names.stream().sorted(STORED).toList();
        return stored.equals(List.copyOf(names))
                ? List.of()
                : names.stream().map(stored::indexOf).toList();
    }

    /// A value that was read, and all in it, in the order in which it was written.
    static Value restored(Value read) {
        return isMarked(read) ? ordered(read) : read;
    }

    private static boolean isMarked(Value read) {
        return switch (read) {
            case ObjectValue object ->
                    object.fields().containsKey(MARK)
                            || object.fields().values().stream().anyMatch(FieldOrder::isMarked);
            case ArrayValue(List<Value> items, _) -> items.stream().anyMatch(FieldOrder::isMarked);
            case NullValue _, BooleanValue _, NumberValue _, StringValue _ -> false;
        };
    }

    private static Value ordered(Value read) {
        return switch (read) {
            case ObjectValue object -> ObjectValue.ignoringCase(ordered(object.fields()));
            case ArrayValue(List<Value> items, _) ->
                    ArrayValue.of(items.stream().map(FieldOrder::ordered).toList());
            case NullValue _, BooleanValue _, NumberValue _, StringValue _ -> read;
        };
    }

    private static Map<String, Value> ordered(Map<String, Value> read) {
        Map<String, Value> fields = new LinkedHashMap<>();
        read.forEach((name, value) -> fields.put(name, ordered(value)));
        if (!(fields.remove(MARK) instanceof ArrayValue(List<Value> places, _))
                || places.size() != fields.size()) {
            return fields;
        }
        List<String> stored = fields.keySet().stream().sorted(STORED).toList();
        List<String> names = new ArrayList<>();
        for (Value place : places) {
            if (place instanceof NumberValue(double index) && index >= 0 && index < stored.size()) {
                names.add(stored.get((int) index));
            }
        }
        Map<String, Value> ordered = new LinkedHashMap<>();
        names.forEach(name -> ordered.put(name, fields.get(name)));
        // Those that the mark forgot.
        fields.forEach(ordered::putIfAbsent);
        return ordered;
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
