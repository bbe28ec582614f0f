package dev.minijenkin.pipeline.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// Nothing but the evaluator's own error comes out, and soon.
class ExpressionFuzzTest {
    private static final long LONGEST_NANOS = 1_000_000_000L;
    private static final Contexts CONTEXTS =
            Contexts.EMPTY.with("github", Json.parse("{\"event\": {\"a\": [1, \"x\", {}]}}"));

    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void anyMixtureOfTokensIsRefusedOrEvaluated(@ForAll("expressions") String text) {
        long start = cpuTime();
        try {
            Expression.parse(text, Scope.ALL).evaluate(CONTEXTS);
        } catch (ExpressionException e) {
            assertThat(e.position()).isBetween(0, text.length());
            assertThat(e.getMessage()).isNotBlank();
        }
        assertThat(cpuTime() - start).isLessThan(LONGEST_NANOS);
    }

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void anyTextIsATemplateOrNot(@ForAll("templates") String text) {
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

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void everyLineHasAnAnswerThatIsJson(@ForAll("lines") String line) {
        String answer = new ExpressionLines(_ -> "").answer(line);
        assertThat(Json.parse(answer)).isInstanceOf(ObjectValue.class);
        assertThat(answer).doesNotContain("\n");
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Provide
    Arbitrary<String> expressions() {
        return Arbitraries.of(tokens()).list().ofMaxSize(40).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> templates() {
        Arbitrary<String> piece =
                Arbitraries.oneOf(
                        Arbitraries.of("${{", "}}", " ", "${{ github }}", "'", "\n", "{", "}"),
                        Arbitraries.of(tokens()),
                        Arbitraries.strings().ofMaxLength(3));
        return piece.list().ofMaxSize(20).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.oneOf(
                expressions()
                        .map(text ->
                                "{\"expr\":\""
                                        + text.replace("\\", "\\\\").replace("\"", "\\\"")
                                        + "\",\"contexts\":{\"github\":{\"a\":[1]}}}"),
                Arbitraries.strings().withChars("{}[]\":,expr1 nul\\u").ofMaxLength(30));
    }

    private static List<String> tokens() {
        return List.of(
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
    }
}
