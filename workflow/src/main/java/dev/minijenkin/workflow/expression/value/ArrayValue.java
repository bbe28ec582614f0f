package dev.minijenkin.workflow.expression.value;

import java.util.List;

/// A list of values.
///
/// @param filtered whether `.*` made it: then `.name` and `[i]` map over the items
public record ArrayValue(List<Value> items, boolean filtered) implements Value {
    public ArrayValue {
        items = List.copyOf(items);
    }

    public static ArrayValue of(List<? extends Value> items) {
        return new ArrayValue(List.copyOf(items), false);
    }

    @Override
    public String kind() {
        return "Array";
    }
}
