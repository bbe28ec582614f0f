package dev.minijenkin.workflow.plan.leg;

import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.text.DisplayNames;
import java.util.ArrayList;
import java.util.List;

/// The names that people see of legs.
final class LegNames {
    private static final int LONGEST = 100;

    private LegNames() {}

    /// @param values of the combination, as [#values] gives them
    static String of(String job, List<String> values) {
        String name = values.isEmpty() ? job : job + " (" + String.join(", ", values) + ")";
        return DisplayNames.cut(DisplayNames.line(name.replaceAll("\\R", " ")), LONGEST);
    }

    /// The texts, numbers and truths in a value, however deep, but for empty ones.
    static List<String> values(Value value) {
        List<String> values = new ArrayList<>();
        collect(value, values);
        return values;
    }

    private static void collect(Value value, List<String> values) {
        switch (value) {
            case NullValue() -> {}
            case BooleanValue _, NumberValue _, StringValue _ -> {
                if (!value.asText().isEmpty()) {
                    values.add(value.asText());
                }
            }
            case ArrayValue(List<Value> items, _) -> items.forEach(item -> collect(item, values));
            case ObjectValue object ->
                    object.fields().values().forEach(field -> collect(field, values));
        }
    }
}
