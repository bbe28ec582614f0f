package dev.minijenkin.workflow.grammar;

import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Expression;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// The expressions of a file, as they were read once. Used by one thread.
public final class FoundExpressions {
    private final IdentityHashMap<Yaml.Scalar, List<FieldPath>> fields = new IdentityHashMap<>();
    private final IdentityHashMap<Yaml.Scalar, List<FieldPath>> asked = new IdentityHashMap<>();

    /// Takes the offsets of fields as offsets in the whole text.
    void put(Yaml.Scalar scalar, Template template) {
        List<FieldPath> all = new ArrayList<>();
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Part.Evaluated(int position, Expression expression)) {
                expression.fields().forEach(field -> all.add(field.shiftedBy(position)));
            }
        }
        fields.put(scalar, all);
        asked.put(
                scalar,
                template.expressions().stream()
                        .flatMap(expression -> expression.askedFields().stream())
                        .toList());
    }

    void put(Yaml.Scalar scalar, Condition condition) {
        fields.put(scalar, condition.fields());
        asked.put(scalar, condition.askedFields());
    }

    /// The fields that a value names, with their offsets in it.
    public List<FieldPath> fieldsOf(Yaml.Scalar scalar) {
        return fields.getOrDefault(scalar, List.of());
    }

    /// The fields of which a value asks whether they hold anything; their offsets mean nothing.
    public List<FieldPath> askedIn(Yaml.Scalar scalar) {
        return asked.getOrDefault(scalar, List.of());
    }
}
