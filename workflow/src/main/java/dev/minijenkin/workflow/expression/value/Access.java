package dev.minijenkin.workflow.expression.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `target[index]`, `target.name` and `target.*`.
public final class Access {
    private Access() {}

    /// What is missing is null; on a filtered array it maps over the items and drops what is
    /// missing. The index is not evaluated where the target has no entries.
    public static Value index(Value target, Supplier<Value> index, Budget budget, int position) {
        return switch (target) {
            case ArrayValue(List<Value> items, boolean filtered) when filtered -> {
                budget.spendOperations(items.size(), position);
                Value at = index.get();
                List<Value> found = new ArrayList<>();
                for (Value item : items) {
                    entry(item, at).ifPresent(found::add);
                }
                yield new ArrayValue(found, true);
            }
            case ArrayValue _, ObjectValue _ -> entry(target, index.get()).orElse(NullValue.NULL);
            case NullValue _, BooleanValue _, NumberValue _, StringValue _ -> NullValue.NULL;
        };
    }

    public static Value filter(Value target, Budget budget, int position) {
        if (!(target instanceof ArrayValue(List<Value> items, boolean filtered)) || !filtered) {
            List<Value> below = entries(target);
            budget.spendOperations(below.size(), position);
            return new ArrayValue(below, true);
        }
        List<Value> found = new ArrayList<>();
        for (Value item : items) {
            List<Value> below = entries(item);
            budget.spendOperations(1 + below.size(), position);
            found.addAll(below);
        }
        return new ArrayValue(found, true);
    }

    private static List<Value> entries(Value value) {
        return switch (value) {
            case ArrayValue(List<Value> items, _) -> items;
            case ObjectValue object -> List.copyOf(object.fields().values());
            case NullValue _, BooleanValue _, NumberValue _, StringValue _ -> List.of();
        };
    }

    private static Optional<Value> entry(Value value, Value index) {
        if (!Coercion.isPrimitive(index)) {
            return Optional.empty();
        }
        return switch (value) {
            case ArrayValue(List<Value> items, _) -> item(items, Math.floor(index.asNumber()));
            case ObjectValue object -> object.get(index.asText());
            case NullValue _, BooleanValue _, NumberValue _, StringValue _ -> Optional.empty();
        };
    }

    private static Optional<Value> item(List<Value> items, double index) {
        return index >= 0 && index < items.size()
                ? Optional.of(items.get((int) index))
                : Optional.empty();
    }
}
