package dev.minijenkin.pipeline.expression;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;

/// What the tests of expressions share.
final class Expressions {
    private Expressions() {}

    static Value value(String expression) {
        return Expression.parse(expression, Scope.ALL).evaluate(contexts());
    }

    static String text(String expression) {
        return value(expression).asText();
    }

    /// Compact JSON of the value.
    static String json(String expression) {
        return text("toJSON(" + expression + ")").replaceAll("\\s+", "");
    }

    static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
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
