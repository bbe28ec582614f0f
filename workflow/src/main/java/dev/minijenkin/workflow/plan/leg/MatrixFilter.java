package dev.minijenkin.workflow.plan.leg;

import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;

/// Which combinations an entry of `include` or `exclude` means: those that have each of its values,
/// however deep it stands, at the same path. What it does not name may be anything.
final class MatrixFilter {
    private final List<Leaf> leaves = new ArrayList<>();

    private MatrixFilter() {}

    private record Leaf(List<Value> path, Value value) {}

    static MatrixFilter of(List<Yaml.Entry> entries) {
        MatrixFilter filter = new MatrixFilter();
        filter.add(new Yaml.Mapping(SourcePosition.START, entries), List.of());
        return filter;
    }

    private void add(Yaml node, List<Value> path) {
        switch (node) {
            case Yaml.Scalar(_, Value value, _) -> leaves.add(new Leaf(path, value));
            case Yaml.Sequence(_, List<Yaml> items) -> {
                for (int i = 0; i < items.size(); i++) {
                    add(items.get(i), below(path, Value.of(i)));
                }
            }
            case Yaml.Mapping(_, List<Yaml.Entry> entries) ->
                    entries.forEach(
                            entry -> add(entry.value(), below(path, Value.of(entry.key().text()))));
        }
    }

    private static List<Value> below(List<Value> path, Value step) {
        List<Value> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /// Compares loosely: `'18'` means 18 too, and texts ignore case.
    boolean matches(ObjectValue combination) {
        for (Leaf leaf : leaves) {
            Value at = combination;
            for (Value step : leaf.path()) {
                at = at.at(step);
            }
            if (!at.isLike(leaf.value())) {
                return false;
            }
        }
        return true;
    }
}
