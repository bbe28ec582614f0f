package dev.minijenkin.workflow.plan.leg;

import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.text.BadTextException;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The legs of a job as far as its file alone tells them.
///
/// @param matrices of each leg; one that is empty where there is no matrix, none where only a run
///   can tell
public record FileLegs(List<ObjectValue> matrices) {
    private static final String MATRIX = "matrix";

    public FileLegs {
        matrices = List.copyOf(matrices);
    }

    public static FileLegs of(WorkflowJob job) {
        Optional<Yaml> strategy = job.setting("strategy");
        if (strategy.isEmpty()) {
            return new FileLegs(List.of(ObjectValue.EMPTY));
        }
        if (!(strategy.get() instanceof Yaml.Mapping mapping)) {
            return new FileLegs(List.of());
        }
        Optional<Yaml> matrix =
                mapping.entries().stream()
                        .filter(entry -> entry.key().text().equals(MATRIX))
                        .map(Yaml.Entry::value)
                        .findFirst();
        if (matrix.isEmpty()) {
            return new FileLegs(List.of(ObjectValue.EMPTY));
        }
        try {
            return matrix.get() instanceof Yaml.Mapping values
                    ? new FileLegs(
                            Matrix.combinations(values).stream()
                                    .map(Matrix.Combination::matrix)
                                    .toList())
                    : new FileLegs(List.of());
        } catch (BadTextException _) {
            // An expression stands for its values, or it is wrong, which others say.
            return new FileLegs(List.of());
        }
    }

    /// What a text says in a leg: several where an expression gives a list; none where only a run
    /// can tell.
    public static List<String> texts(String text, ObjectValue matrix) {
        if (!Template.isTemplate(text)) {
            return List.of(text);
        }
        try {
            Value value =
                    Template.parse(text, Scope.of(Set.of(MATRIX)))
                            .evaluate(Contexts.of(Map.of(MATRIX, matrix)));
            Stream<Value> values =
                    value instanceof ArrayValue array ? array.items().stream() : Stream.of(value);
            return values.map(Value::asText)
                    .filter(said -> !said.isEmpty() && !Template.isTemplate(said))
                    .toList();
        } catch (ExpressionException _) {
            return List.of();
        }
    }
}
