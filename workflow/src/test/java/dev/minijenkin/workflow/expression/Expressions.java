package dev.minijenkin.workflow.expression;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;

/// What the tests of expressions share.
public final class Expressions {
    private Expressions() {}

    public static Value value(String expression) {
        return Expression.parse(expression, Scope.ALL).evaluate(contexts());
    }

    public static String text(String expression) {
        return value(expression).asText();
    }

    /// Compact JSON of the value.
    public static String json(String expression) {
        return text("toJSON(" + expression + ")").replaceAll("\\s+", "");
    }

    public static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
            String expression, ExpressionException.Kind kind) {
        return assertThatThrownBy(() -> value(expression))
                .isInstanceOfSatisfying(
                        ExpressionException.class,
                        e -> Assertions.assertThat(e.kind()).isEqualTo(kind));
    }

    private static Contexts contexts() {
        return Contexts.EMPTY
                .with(
                        "github",
                        Json.parse(
                                """
                                {"ref": "refs/heads/main", "event": {"commits": [
                                  {"id": "a", "author": {"name": "Ada"}, "labels": ["x", "y"]},
                                  {"id": "b", "labels": ["z"]},
                                  "no object"]}}
                                """))
                .with("env", ObjectValue.tellingCaseApart(Map.of("Path", Value.of("p"))));
    }
}
