package dev.minijenkin.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.property.Samples;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Nothing but the evaluator's own error comes out, and soon.
@ExtendWith(InstancioExtension.class)
class ExpressionFuzzTest {
    private static final long LONGEST_NANOS = 1_000_000_000L;
    private static final Contexts CONTEXTS =
            Contexts.EMPTY.with("github", Json.parse("{\"event\": {\"a\": [1, \"x\", {}]}}"));

    private static final List<String> MARKS =
            List.of("${{", "}}", " ", "${{ github }}", "'", "\n", "{", "}");
    private static final List<String> TOKENS =
            List.of(
                    "github",
                    "event",
                    "a",
                    ".",
                    ".",
                    "*",
                    "[",
                    "]",
                    "[",
                    "]",
                    "(",
                    ")",
                    "(",
                    ")",
                    ",",
                    ",",
                    "!",
                    "==",
                    "!=",
                    "<",
                    "<=",
                    ">",
                    ">=",
                    "&&",
                    "||",
                    "'x'",
                    "'",
                    "''",
                    "1",
                    "-1",
                    "0x1F",
                    "1e400",
                    "NaN",
                    "Infinity",
                    "true",
                    "null",
                    " ",
                    " ",
                    "format(",
                    "'{0}'",
                    "join(",
                    "toJSON(",
                    "fromJSON(",
                    "'[1,{}]'",
                    "contains(",
                    "case(",
                    "success(",
                    "hashFiles(",
                    "\"",
                    "=",
                    "&",
                    "\u0000",
                    "\ud800",
                    "é",
                    "\n",
                    "+",
                    "-",
                    ".5");

    @Test
    void anyMixtureOfTokensIsRefusedOrEvaluated(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(
                20_000, ExpressionFuzzTest::expression, ExpressionFuzzTest::refusedOrEvaluated);
    }

    private static void refusedOrEvaluated(String text) {
        long start = cpuTime();
        try {
            Expression.parse(text, Scope.ALL).evaluate(CONTEXTS);
        } catch (ExpressionException e) {
            assertThat(e.position()).isBetween(0, text.length());
            assertThat(e.getMessage()).isNotBlank();
        }
        assertThat(cpuTime() - start).isLessThan(LONGEST_NANOS);
    }

    @Test
    void anyTextIsATemplateOrNot(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(5_000, ExpressionFuzzTest::template, ExpressionFuzzTest::templateOrNot);
    }

    private static void templateOrNot(String text) {
        long start = cpuTime();
        try {
            Template.parse(text).evaluateText(CONTEXTS);
        } catch (ExpressionException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
        try {
            Condition.parse(text).holds(CONTEXTS);
        } catch (ExpressionException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
        assertThat(cpuTime() - start).isLessThan(LONGEST_NANOS);
    }

    @Test
    void everyLineHasAnAnswerThatIsJson(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(3_000, ExpressionFuzzTest::line, ExpressionFuzzTest::answeredWithJson);
    }

    private static void answeredWithJson(String line) {
        String answer = new ExpressionLines(_ -> "").answer(line);
        assertThat(Json.parse(answer)).isInstanceOf(ObjectValue.class);
        assertThat(answer).doesNotContain("\n");
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String expression(Samples samples) {
        return samples.mixture(0, 40, TOKENS);
    }

    private static String template(Samples samples) {
        return String.join("", samples.list(0, 20, () -> piece(samples)));
    }

    private static String piece(Samples samples) {
        return switch (samples.number(0, 2)) {
            case 0 -> samples.any(MARKS);
            case 1 -> samples.any(TOKENS);
            default -> samples.text(3);
        };
    }

    private static String line(Samples samples) {
        return samples.either()
                ? "{\"expr\":\""
                        + expression(samples).replace("\\", "\\\\").replace("\"", "\\\"")
                        + "\",\"contexts\":{\"github\":{\"a\":[1]}}}"
                : samples.text(30, "{}[]\":,expr1 nul\\u");
    }
}
